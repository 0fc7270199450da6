/** `pom.xml`: what the packages of the JVM have in common as Maven builds them. */

import type { JvmSdk } from "./jvm-model.ts";

interface Pom {
  readonly artifact: string;
  readonly properties: Readonly<Record<string, string | number>>;
  /** What stands after the properties. */
  readonly rest?: string;
}

/** Nothing in it is text of the plan but the slug: lower-case letters, digits and hyphens. */
export function printJvmPom({ version }: JvmSdk, { artifact, properties, rest = "" }: Pom): string {
  const own = Object.entries(properties).map(([name, value]) => `    <${name}>${value}</${name}>\n`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://maven.apache.org/POM/4.0.0 http://maven.apache.org/xsd/maven-4.0.0.xsd">
  <modelVersion>4.0.0</modelVersion>
  <groupId>gabarit</groupId>
  <artifactId>${artifact}</artifactId>
  <version>${version}.0.0</version>
  <packaging>jar</packaging>
  <properties>
${own.join("")}    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
    <project.build.outputTimestamp>2020-01-01T00:00:00Z</project.build.outputTimestamp>
  </properties>
${rest}</project>
`;
}
