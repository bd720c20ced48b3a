package dev.parley.cli.local;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Whether a Docker engine answers on its socket and bubblewrap is there. A stand-in for a probe
 * that asks the sandboxes themselves.
 */
public final class SandboxProbe implements Probe {
  private static final String UNIX = "unix://";

  private final Map<String, String> environment;

  public SandboxProbe(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public List<Finding> look() {
    return List.of(docker(), bubblewrap());
  }

  private Finding docker() {
    String host = environment.getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock");
    if (!host.startsWith(UNIX)) {
      return Finding.present("sandbox docker", host + " (not asked)");
    }
    Path socket = Path.of(host.substring(UNIX.length()));
    if (!Files.exists(socket)) {
      return Finding.missing(
          "sandbox docker", "no engine at " + socket, "install and start Docker");
    }
    try {
      String answer = ping(socket);
      if (answer.startsWith("HTTP/1.") && answer.contains(" 200 ")) {
        return Finding.present("sandbox docker", "an engine answers at " + socket);
      }
      return Finding.misconfigured(
          "sandbox docker", socket + " answers " + answer, "restart Docker");
    } catch (IOException e) {
      return Finding.misconfigured(
          "sandbox docker",
          socket + ": " + e.getMessage(),
          "start Docker, and see that you may use its socket");
    }
  }

  private static String ping(Path socket) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      var unused = channel.connect(UnixDomainSocketAddress.of(socket));
      String request = "GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n";
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer answer = ByteBuffer.allocate(64);
      channel.read(answer);
      String text = new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
      return text.lines().findFirst().orElse("nothing");
    }
  }

  private Finding bubblewrap() {
    return Programs.find("bwrap", environment)
        .map(file -> Finding.present("sandbox bubblewrap", file.toString()))
        .orElseGet(
            () ->
                Finding.missing(
                    "sandbox bubblewrap", "no bwrap in PATH", "apt-get install bubblewrap"));
  }
}
