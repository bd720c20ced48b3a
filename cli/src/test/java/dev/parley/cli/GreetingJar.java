package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.worker.WorkerExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/** A jar as a company would build it: compiled here, with one reply function, {@code greet}. */
final class GreetingJar {

  /** A team whose only agent replies by that function. */
  static final String TEAM =
      """
      name: greeting
      agents: { greeter: { type: ConversableAgent, reply: greet } }
      team:
        type: RoundRobinGroupChat
        participants: [greeter]
        termination: { textMention: TERMINATE }
      """;

  private static final String SOURCE =
      """
      package com.example.greeting;

      import dev.parley.worker.ParleyWorker;
      import dev.parley.worker.WorkerExtension;
      import java.util.Optional;

      public final class Greeting implements WorkerExtension {
        @Override
        public void extend(ParleyWorker worker) {
          worker.reply("greet", (agent, view) -> Optional.of("Hello from the jar. TERMINATE"));
        }
      }
      """;

  private GreetingJar() {}

  static Path in(Path folder) throws IOException {
    Path source = folder.resolve("Greeting.java");
    Files.writeString(source, SOURCE);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                source.toString());
    assertThat(failed).as("compiler").isZero();
    Path jar = folder.resolve("greeting.jar");
    String compiled = "com/example/greeting/Greeting.class";
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(compiled));
      zip.write(Files.readAllBytes(classes.resolve(compiled)));
      zip.putNextEntry(new ZipEntry("META-INF/services/" + WorkerExtension.class.getName()));
      zip.write("com.example.greeting.Greeting\n".getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }
}
