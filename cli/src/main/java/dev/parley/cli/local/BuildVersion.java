package dev.parley.cli.local;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/** Which build this is: two processes of the same build may work together. */
final class BuildVersion {
  private BuildVersion() {}

  /** {@code 0.1.0+1767225600}: the version, and when its jar was made. */
  static String current() {
    String version =
        Optional.ofNullable(BuildVersion.class.getPackage().getImplementationVersion())
            .orElse("dev");
    return version + "+" + madeAt();
  }

  private static long madeAt() {
    CodeSource source = BuildVersion.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      return 0;
    }
    try {
      Path place = Path.of(source.getLocation().toURI());
      return Files.getLastModifiedTime(place).toMillis() / 1000;
    } catch (IOException | URISyntaxException e) {
      return 0; // no file: every such build counts as the same
    }
  }
}
