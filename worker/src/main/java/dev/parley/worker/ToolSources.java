package dev.parley.worker;

import dev.parley.activities.mcp.McpServer;
import dev.parley.activities.mcp.McpSource;
import dev.parley.activities.openapi.OpenApiSettings;
import dev.parley.activities.openapi.OpenApiSource;
import dev.parley.activities.sql.SqlSettings;
import dev.parley.activities.sql.SqlSource;
import dev.parley.activities.tools.ToolSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where tools come from that are not written in Java, as a worker is configured: {@code
 * parley.mcp}, {@code parley.openapi} and {@code parley.sql}.
 */
public record ToolSources(
    List<McpServer> mcp, List<OpenApiSettings> openApi, List<SqlSettings> sql) {

  /** None. */
  public static final ToolSources NONE = new ToolSources(List.of(), List.of(), List.of());

  public ToolSources {
    mcp = List.copyOf(mcp);
    openApi = List.copyOf(openApi);
    sql = List.copyOf(sql);
  }

  /** The sources; nothing is started or asked yet, and whoever gets them closes them. */
  public List<ToolSource> open() {
    return Stream.of(
            mcp.stream().<ToolSource>map(McpSource::new),
            openApi.stream().<ToolSource>map(OpenApiSource::new),
            sql.stream().<ToolSource>map(SqlSource::new))
        .flatMap(all -> all)
        .toList();
  }
}
