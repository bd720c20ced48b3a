package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/** The tools of {@code examples/payment.yaml}, compiled as the README says. */
final class PaymentJar {

  private static final Path EXAMPLE = Cli.root().resolve("examples").resolve("payment");
  private static final Path SERVICE =
      Path.of("META-INF", "services", "dev.parley.worker.WorkerExtension");

  private PaymentJar() {}

  /** The team file. */
  static String team() {
    return Cli.root().resolve("examples").resolve("payment.yaml").toString();
  }

  /** The classes, with the file that names them, in a folder for {@code --lib}. */
  static Path in(Path folder) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("payment-classes"));
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-parameters",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                EXAMPLE.resolve("Payments.java").toString());
    assertThat(failed).as("compiler").isZero();
    Path named = classes.resolve(SERVICE);
    Files.createDirectories(named.getParent());
    Files.copy(EXAMPLE.resolve(SERVICE), named);
    return classes;
  }

  /** Tells the workers of a home who is who. */
  static void people(Path home) throws IOException {
    Files.createDirectories(home);
    Files.copy(EXAMPLE.resolve("people.yaml"), home.resolve("people.yaml"));
  }
}
