/** `pom.xml`: the package as Maven builds it, for Kotlin 1.8 and the virtual machine of Java 8. */

import type { JvmSdk } from "../jvm/jvm-model.ts";
import { printJvmPom } from "../jvm/print-pom.ts";

const PROPERTIES = {
  "kotlin.version": "2.2.21",
  "kotlin.compiler.languageVersion": "1.8",
  "kotlin.compiler.apiVersion": "1.8",
  "kotlin.compiler.jvmTarget": "1.8",
};

const BUILD = `  <dependencies>
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
`;

export function printPom(sdk: JvmSdk): string {
  return printJvmPom(sdk, { artifact: `${sdk.slug}-tracker-kotlin`, properties: PROPERTIES, rest: BUILD });
}
