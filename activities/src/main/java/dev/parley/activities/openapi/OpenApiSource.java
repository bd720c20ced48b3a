package dev.parley.activities.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.activities.http.Destinations;
import dev.parley.activities.http.GuardedHttp;
import dev.parley.activities.http.HttpFailure;
import dev.parley.activities.tools.Tool;
import dev.parley.activities.tools.ToolSource;
import dev.parley.agents.ToolSpec;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP interface whose operations are tools, by its OpenAPI document. The document is read once,
 * when it is first asked for. Requests go only to the hosts that the worker is configured with.
 */
public final class OpenApiSource implements ToolSource {

  /** How long one call may take where the team file says nothing. */
  static final Duration TIMEOUT = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(OpenApiSource.class);

  private final OpenApiSettings settings;
  private final GuardedHttp reading;
  private @Nullable Loaded loaded;

  /** The interface that these settings name. Nothing is read yet. */
  public OpenApiSource(OpenApiSettings settings) {
    this.settings = settings;
    this.reading = new GuardedHttp(Destinations.only(hosts(settings), settings.privateHosts()));
  }

  /**
   * What the document says.
   *
   * @param tools by the time that a call may take: a tool that has made its schema keeps it
   */
  private record Loaded(
      List<Operation> operations, GuardedHttp http, Map<Duration, List<Tool>> tools) {}

  @Override
  public Kind kind() {
    return Kind.OPENAPI;
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public List<Tool> tools(ToolSpec spec) {
    Duration within = spec.timeout() == null ? TIMEOUT : spec.timeout();
    return now().tools().computeIfAbsent(within, this::tools);
  }

  private List<Tool> tools(Duration within) {
    Loaded now = now();
    Caller caller = new Caller(now.http(), Clock.systemUTC());
    return now.operations().stream()
        .<Tool>map(operation -> new OpenApiTool(operation, settings, within, caller))
        .toList();
  }

  private Loaded now() {
    try {
      return loaded();
    } catch (OpenApiException e) {
      throw new Unavailable(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public Optional<String> problem() {
    try {
      for (Operation operation : loaded().operations()) {
        ObjectNode unused = operation.schema();
      }
      return Optional.empty();
    } catch (OpenApiException | Unavailable e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  // --- The document

  private synchronized Loaded loaded() {
    if (loaded == null) {
      Spot root = new Documents(settings, reading).root();
      Operations.Found found = Operations.read(settings, root);
      found.leftOut().forEach(one -> LOG.warn("{}: {} is left out", settings.place(), one));
      GuardedHttp http = client(found.operations());
      requireAllowed(http, found.operations());
      loaded = new Loaded(found.operations(), http, new ConcurrentHashMap<>());
    }
    return loaded;
  }

  /** Where documents and, if it is configured, the interface are. */
  private static Set<String> hosts(OpenApiSettings settings) {
    Set<String> hosts = new HashSet<>(settings.hosts());
    for (URI url : new @Nullable URI[] {settings.baseUrl(), settings.document()}) {
      if (url != null && url.getHost() != null) {
        hosts.add(Destinations.hostAndPort(url));
      }
    }
    return hosts;
  }

  /**
   * The worker's own file may say where the interface is; a document that somebody else may change
   * may not: requests bear keys.
   */
  private GuardedHttp client(List<Operation> operations) {
    Set<String> hosts = hosts(settings);
    if ("file".equals(settings.document().getScheme()) && settings.baseUrl() == null) {
      operations.stream()
          .filter(operation -> "file".equals(operation.spot().file().getScheme()))
          .findFirst()
          .ifPresent(one -> hosts.add(Destinations.hostAndPort(URI.create(one.server()))));
    }
    return new GuardedHttp(Destinations.only(hosts, settings.privateHosts()));
  }

  private void requireAllowed(GuardedHttp http, List<Operation> operations) {
    for (String server : new HashSet<>(operations.stream().map(Operation::server).toList())) {
      try {
        http.requireAllowed(URI.create(server));
      } catch (HttpFailure.Refused e) {
        throw new OpenApiException(
            "%s: %s; add it to %s.hosts"
                .formatted(settings.document(), e.getMessage(), settings.place()),
            e);
      }
    }
  }

  @Override
  public synchronized void close() {
    close(reading);
    if (loaded != null) {
      close(loaded.http());
    }
  }

  private static void close(GuardedHttp http) {
    try {
      http.close();
    } catch (IOException e) {
      LOG.debug("a connection did not close: {}", e.getClass().getSimpleName());
    }
  }
}
