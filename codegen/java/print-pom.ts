/** `pom.xml`: the package as Maven and whoever reads Maven's files builds it. */

import type { JvmSdk } from "../jvm/jvm-model.ts";

/** Nothing in it is text of the plan but the slug: lower-case letters, digits and hyphens. */
export function printPom({ slug, version }: JvmSdk): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://maven.apache.org/POM/4.0.0 http://maven.apache.org/xsd/maven-4.0.0.xsd">
  <modelVersion>4.0.0</modelVersion>
  <groupId>gabarit</groupId>
  <artifactId>${slug}-tracker</artifactId>
  <version>${version}.0.0</version>
  <packaging>jar</packaging>
  <properties>
    <maven.compiler.source>17</maven.compiler.source>
    <maven.compiler.target>17</maven.compiler.target>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
    <project.build.outputTimestamp>2020-01-01T00:00:00Z</project.build.outputTimestamp>
  </properties>
</project>
`;
}
