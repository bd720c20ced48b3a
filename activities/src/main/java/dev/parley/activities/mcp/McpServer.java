package dev.parley.activities.mcp;

import dev.parley.agents.Names;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server as the worker's configuration names it.
 *
 * @param name what team files call it
 * @param reach how it is reached
 * @param timeout how long one call of its tools may take where the team file says nothing
 */
public record McpServer(String name, Reach reach, Duration timeout) {

  public McpServer {
    Names.check("mcp", name);
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("mcp.%s.timeout: must be above 0".formatted(name));
    }
  }

  /** How a server is reached. Its text holds no value of a variable or header. */
  public sealed interface Reach {}

  /**
   * A process that the worker starts; it speaks by its standard input and output.
   *
   * @param command program and arguments
   * @param environment variables besides {@link ServerProcess#INHERITED}
   * @param folder where it works; empty: where the worker does
   */
  public record Command(
      List<String> command, Map<String, String> environment, Optional<Path> folder)
      implements Reach {

    public Command {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
      if (command.isEmpty() || command.getFirst().isBlank()) {
        throw new IllegalArgumentException("command: names no program");
      }
    }

    @Override
    public String toString() {
      return command.getFirst();
    }
  }

  /**
   * A server elsewhere, by streamable HTTP. Redirects are not followed.
   *
   * @param url http or https
   * @param headers that each request has
   */
  public record Remote(URI url, Map<String, String> headers) implements Reach {

    public Remote {
      headers = Map.copyOf(headers);
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (!web || url.getHost() == null || url.getRawUserInfo() != null) {
        throw new IllegalArgumentException(
            "url: must be an address such as https://tools.example.com/mcp");
      }
    }

    @Override
    public String toString() {
      return url.getScheme() + "://" + url.getAuthority();
    }
  }
}
