package dev.parley.cli;

import dev.parley.activities.code.SandboxSettings;
import dev.parley.cli.local.Finding;
import dev.parley.cli.local.PartException;
import dev.parley.cli.local.Progress;
import dev.parley.cli.local.SandboxProbe;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The image that code runs in. It is made by {@code sandbox/build} when it is first needed; the
 * engine is asked over its socket, which takes a millisecond, where a client library takes a
 * second.
 */
final class SandboxImage {

  private static final String UNIX = "unix://";
  private static final int LAST_LINES = 6;
  private static final int ANSWER = 1 << 16;
  private static final Pattern VERSION = Pattern.compile("\"Version\":\"(\\d+\\.\\d+)");

  private final Path builder;
  private final Map<String, String> environment;

  SandboxImage(Path root, Map<String, String> environment) {
    this.builder = root.resolve("sandbox").resolve("build");
    this.environment = environment;
  }

  /** Whether an engine answers. */
  boolean hasEngine() {
    return new SandboxProbe(environment).look().getFirst().state() == Finding.State.PRESENT;
  }

  /** Whether the default image may be taken for being there: so also where it cannot be asked. */
  boolean isThere() {
    String host = host();
    String image = environment.getOrDefault("PARLEY_SANDBOX_IMAGE", SandboxSettings.DEFAULT_IMAGE);
    if (!host.startsWith(UNIX) || !image.equals(SandboxSettings.DEFAULT_IMAGE)) {
      return true;
    }
    try {
      String answer = ask(socket(host), "/images/" + image + "/json");
      return !answer.lines().findFirst().orElse("").contains(" 404 ");
    } catch (IOException e) {
      return true; // the engine is away: that is another mistake, and said elsewhere
    }
  }

  /** The engine's version, {@code 28.2}, if it says so over its socket. */
  Optional<String> engineVersion() {
    String host = host();
    if (!host.startsWith(UNIX)) {
      return Optional.of("at " + host);
    }
    try {
      Matcher version = VERSION.matcher(ask(socket(host), "/version"));
      return version.find() ? Optional.of(version.group(1)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // it went away: the run will say so
    }
  }

  private String host() {
    return environment.getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock");
  }

  private static Path socket(String host) {
    return Path.of(host.substring(UNIX.length()));
  }

  private static String ask(Path socket, String what) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      var unused = channel.connect(UnixDomainSocketAddress.of(socket));
      String request = "GET %s HTTP/1.0\r\nHost: docker\r\n\r\n".formatted(what);
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer answer = ByteBuffer.allocate(ANSWER);
      while (answer.hasRemaining() && channel.read(answer) >= 0) {
        // HTTP/1.0: the end of the stream is the end of the answer
      }
      return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
    }
  }

  /**
   * Makes the image; minutes the first time.
   *
   * @throws PartException if it cannot be made, with what was tried
   */
  void make(Progress progress) {
    if (!Files.isExecutable(builder)) {
      throw new PartException(
          "the sandbox's image %s is not on the Docker engine, and %s is not there to make it"
              .formatted(SandboxSettings.DEFAULT_IMAGE, builder));
    }
    progress.stage("Making the sandbox's image");
    List<String> said = new ArrayList<>();
    int code = run(progress, said);
    progress.stage("");
    if (code != 0) {
      int from = Math.max(0, said.size() - LAST_LINES);
      throw new PartException(
          "the sandbox's image could not be made:\n  "
              + String.join("\n  ", said.subList(from, said.size())));
    }
  }

  private int run(Progress progress, List<String> said) {
    ProcessBuilder build = new ProcessBuilder(builder.toString()).redirectErrorStream(true);
    build.environment().clear();
    build.environment().putAll(environment);
    try {
      Process process = build.start();
      process.getOutputStream().close();
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          said.add(line);
          progress.stage("Making the sandbox's image: " + line.replace("sandbox/build: ", ""));
        }
      }
      return process.waitFor();
    } catch (IOException e) {
      throw new PartException("cannot run " + builder + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PartException("making the sandbox's image was interrupted", e);
    }
  }
}
