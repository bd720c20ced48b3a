package dev.parley.worker.people;

import dev.parley.activities.people.Person;
import dev.parley.transcript.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives letters to a program of the worker's configuration, as JSON on its standard input. It runs
 * without a shell, sees few variables, and must end within {@link Channel#SECONDS} seconds with 0.
 */
final class CommandChannel implements Channel {

  private static final Logger log = LoggerFactory.getLogger(CommandChannel.class);

  private static final List<String> VARIABLES =
      List.of(
          "PATH",
          "HOME",
          "USER",
          "LANG",
          "LC_ALL",
          "TZ",
          "TMPDIR",
          "DISPLAY",
          "DBUS_SESSION_BUS_ADDRESS",
          "XDG_RUNTIME_DIR");

  private final List<String> command;
  private final Map<String, String> environment = new TreeMap<>();

  CommandChannel(List<String> command, Map<String, String> environment) {
    this.command = List.copyOf(command);
    VARIABLES.stream()
        .filter(environment::containsKey)
        .forEach(name -> this.environment.put(name, environment.getOrDefault(name, "")));
  }

  @Override
  public void send(Letter letter, Person person) throws NotSent {
    Process process = start();
    try {
      give(process, Json.write(letter) + "\n");
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new NotSent("the notice command took longer than %d s".formatted(SECONDS));
      }
      if (process.exitValue() != 0) {
        throw new NotSent("the notice command ended with %d".formatted(process.exitValue()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotSent("the worker stops", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static void give(Process process, String text) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      log.debug("the notice command did not read all: {}", e.getClass().getSimpleName());
    }
  }

  private Process start() throws NotSent {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    // What it prints is nobody's: a log must hold no words.
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new NotSent("the notice command cannot be started", e);
    }
  }
}
