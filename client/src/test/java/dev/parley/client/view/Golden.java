package dev.parley.client.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that hold what a view wrote when a person last looked at it. With {@code
 * -Dparley.golden=write} they are written anew: look at the difference before you keep it.
 */
final class Golden {

  private static final Path FOLDER =
      Path.of("src", "test", "resources", "dev", "parley", "client", "view");

  private Golden() {}

  static void check(String name, String actual) throws IOException {
    Path file = FOLDER.resolve(name);
    if ("write".equals(System.getProperty("parley.golden"))) {
      Files.writeString(file, actual);
    }
    assertThat(actual).as(name).isEqualTo(Files.readString(file));
  }
}
