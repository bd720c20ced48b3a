package dev.parley.activities.openapi;

import dev.parley.activities.http.TestHttp;
import dev.parley.activities.tools.Tool;
import dev.parley.agents.ToolSpec;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Settings of tests. */
final class Settings {

  static final String KEY = "sk-4711-very-secret";
  static final ToolSpec NOTHING = new ToolSpec(null, null, null);

  private Settings() {}

  /** A document of this machine for a server of this machine. */
  static OpenApiSettings of(Path document, TestHttp server) {
    return of(document.toUri(), server.url("/"), Set.of());
  }

  static OpenApiSettings of(URI document, @Nullable URI baseUrl, Set<String> idempotent) {
    return new OpenApiSettings(
        "crm",
        "parley.yml:4: parley.openapi.crm",
        document,
        baseUrl,
        Map.of("Authorization", "Bearer " + KEY),
        Set.of(),
        Set.of("127.0.0.1", "localhost"),
        idempotent);
  }

  static Tool tool(OpenApiSource source, String name) {
    return source.tools(NOTHING).stream()
        .filter(tool -> tool.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "no tool "
                        + name
                        + " among "
                        + source.tools(NOTHING).stream().map(Tool::name).toList()));
  }
}
