/** `pom.xml`: the package as Maven builds it, for Kotlin 1.8 and the virtual machine of Java 8. */

import type { JvmSdk } from "../jvm/jvm-model.ts";

/** Nothing in it is text of the plan but the slug: lower-case letters, digits and hyphens. */
export function printPom({ slug, version }: JvmSdk): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://maven.apache.org/POM/4.0.0 http://maven.apache.org/xsd/maven-4.0.0.xsd">
  <modelVersion>4.0.0</modelVersion>
  <groupId>gabarit</groupId>
  <artifactId>${slug}-tracker-kotlin</artifactId>
  <version>${version}.0.0</version>
  <packaging>jar</packaging>
  <properties>
    <kotlin.version>2.2.21</kotlin.version>
    <kotlin.compiler.languageVersion>1.8</kotlin.compiler.languageVersion>
    <kotlin.compiler.apiVersion>1.8</kotlin.compiler.apiVersion>
    <kotlin.compiler.jvmTarget>1.8</kotlin.compiler.jvmTarget>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
    <project.build.outputTimestamp>2020-01-01T00:00:00Z</project.build.outputTimestamp>
  </properties>
  <dependencies>
    <dependency>
      <groupId>org.jetbrains.kotlin</groupId>
      <artifactId>kotlin-stdlib</artifactId>
      <version>\${kotlin.version}</version>
    </dependency>
  </dependencies>
  <build>
    <sourceDirectory>src/main/kotlin</sourceDirectory>
    <plugins>
      <plugin>
        <groupId>org.jetbrains.kotlin</groupId>
        <artifactId>kotlin-maven-plugin</artifactId>
        <version>\${kotlin.version}</version>
        <executions>
          <execution>
            <id>compile</id>
            <goals>
              <goal>compile</goal>
            </goals>
            <configuration>
              <args>
                <arg>-Xsuppress-version-warnings</arg>
              </args>
            </configuration>
          </execution>
        </executions>
      </plugin>
    </plugins>
  </build>
</project>
`;
}
