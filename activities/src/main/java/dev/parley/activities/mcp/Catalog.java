package dev.parley.activities.mcp;

import dev.parley.activities.tools.Tool;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a server offers, read again when it says that it has changed, and from time to time. */
final class Catalog {

  private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);

  /** Not every server can say that its tools have changed. */
  private static final Duration FRESH = Duration.ofMinutes(10);

  private static final int PAGES = 100;
  private static final int TOOLS = 1_000;

  private final McpServer server;
  private final McpSource source;
  private final AtomicReference<Read> read = new AtomicReference<>(Read.nothing());

  Catalog(McpServer server, McpSource source) {
    this.server = server;
    this.source = source;
  }

  private record Read(List<Tool> tools, long until) {
    /** One of its own each time: what was being read meanwhile is not taken for it. */
    static Read nothing() {
      return new Read(List.of(), System.nanoTime());
    }

    boolean isFresh() {
      return until - System.nanoTime() > 0;
    }
  }

  /** What was read holds no more. */
  void changed() {
    read.set(Read.nothing());
  }

  List<Tool> tools(Session session) throws Exception {
    Read known = read.get();
    if (known.isFresh()) {
      return known.tools();
    }
    List<Tool> tools = list(session);
    // If it has changed meanwhile, the next one reads again.
    read.compareAndSet(known, new Read(tools, System.nanoTime() + FRESH.toNanos()));
    return tools;
  }

  private List<Tool> list(Session session) throws Exception {
    Map<String, Tool> all = new LinkedHashMap<>();
    if (session.abilities().tools() != null) {
      for (McpSchema.Tool told : pages(session)) {
        McpTool tool = new McpTool(server, source, told);
        if (all.putIfAbsent(tool.name(), tool) != null) {
          LOG.warn("mcp.{}: has two tools \"{}\"; the first counts", server.name(), tool.name());
        }
      }
    }
    for (Tool tool : ReadingTool.of(server, source, session.abilities())) {
      all.putIfAbsent(tool.name(), tool);
    }
    return List.copyOf(all.values());
  }

  private List<McpSchema.Tool> pages(Session session) throws Exception {
    List<McpSchema.Tool> all = new ArrayList<>();
    String cursor = McpSchema.FIRST_PAGE;
    for (int page = 0; page < PAGES && all.size() <= TOOLS; page++) {
      McpSchema.ListToolsResult result = session.ask(session.client().listTools(cursor));
      all.addAll(result.tools());
      cursor = result.nextCursor();
      if (cursor == null || cursor.isEmpty()) {
        return all;
      }
    }
    throw new Refused(
        "the server \"%s\" has more than %d tools or %d pages of them"
            .formatted(server.name(), TOOLS, PAGES));
  }
}
