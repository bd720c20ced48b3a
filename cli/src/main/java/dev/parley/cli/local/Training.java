package dev.parley.cli.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.parley.client.Parley;
import dev.parley.client.ParleySettings;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The main class of the run after which the JVM writes its class-data archive: it loads what
 * commands use, and has a worker do a conversation, so that all of them start in a fraction of the
 * time later. The launcher gives it a home of its own and an address where nothing listens.
 */
public final class Training {
  private static final List<String> WHOLE_JARS = List.of("parley-", "picocli-");

  private Training() {}

  /** Runs through it and exits; what fails is said and left out of the archive. */
  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    Home home = Home.of(environment).create();
    attempt(() -> loadOwnClasses(Path.of(System.getProperty("java.class.path"))));
    attempt(() -> WorkflowServiceGrpc.getServiceDescriptor().getMethods().size());
    attempt(() -> new ObjectMapper(new YAMLFactory()).readTree("a: [1, \"x\"]").size());
    attempt(() -> connect(environment));
    attempt(() -> DevState.read(home).isPresent());
    attempt(() -> TemporalHealth.version("127.0.0.1:1", Duration.ofMillis(200)).isPresent());
    attempt(() -> new SandboxProbe(environment).look().size());
    attempt(() -> Rehearsal.play(environment));
    System.exit(0);
  }

  private static boolean connect(Map<String, String> environment) {
    try (Parley parley = Parley.connect(ParleySettings.of(environment))) {
      return parley.hashCode() != 0;
    }
  }

  /** All classes of this Parley: which of them a command needs depends on the command. */
  private static int loadOwnClasses(Path jar) throws IOException {
    int loaded = 0;
    try (Stream<Path> jars = Files.list(PrivateFiles.parent(jar))) {
      for (Path each : jars.toList()) {
        if (WHOLE_JARS.stream().anyMatch(PrivateFiles.name(each)::startsWith)) {
          loaded += loadAll(each);
        }
      }
    }
    return loaded;
  }

  private static int loadAll(Path jar) throws IOException {
    try (ZipFile file = new ZipFile(jar.toFile())) {
      List<String> names =
          file.stream()
              .map(ZipEntry::getName)
              .filter(name -> name.endsWith(".class") && !name.contains("-"))
              .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
              .toList();
      names.forEach(Training::load);
      return names.size();
    }
  }

  private static void load(String name) {
    try {
      var unused = Class.forName(name, false, Training.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      System.err.println("training: " + e);
    }
  }

  private static void attempt(Callable<?> step) {
    try {
      var unused = step.call();
    } catch (Exception e) {
      System.err.println("training: " + e);
    }
  }
}
