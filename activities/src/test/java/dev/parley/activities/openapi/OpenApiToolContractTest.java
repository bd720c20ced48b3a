package dev.parley.activities.openapi;

import com.sun.net.httpserver.HttpExchange;
import dev.parley.activities.http.TestHttp;
import dev.parley.activities.http.TestHttp.Asked;
import dev.parley.activities.tools.Counterpart;
import dev.parley.activities.tools.Tool;
import dev.parley.activities.tools.ToolContract;
import dev.parley.agents.ToolEffect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Operations of an HTTP interface are tools like others. */
class OpenApiToolContractTest extends ToolContract {

  private static final String DOCUMENT =
      """
      openapi: 3.1.0
      paths:
        /orders/{id}:
          parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
          get: { operationId: READ, summary: Looks up an order }
          put: { operationId: IDEMPOTENT, summary: Changes an order }
          post: { operationId: ONCE, summary: Refunds an order }
      """;

  @TempDir private Path folder = Path.of("");
  private final List<AutoCloseable> parts = new ArrayList<>();

  @Override
  protected Tool tool(ToolEffect effect, Counterpart counterpart) throws IOException {
    TestHttp server = TestHttp.answering((asked, exchange) -> answer(counterpart, asked, exchange));
    parts.add(server);
    var unused = Files.writeString(folder.resolve("shop.yaml"), DOCUMENT);
    OpenApiSource source = new OpenApiSource(Settings.of(folder.resolve("shop.yaml"), server));
    parts.add(source);
    return Settings.tool(source, effect.name());
  }

  private static void answer(Counterpart counterpart, Asked asked, HttpExchange exchange)
      throws IOException {
    long id = Long.parseLong(asked.target().replace("/orders/", ""));
    try {
      String key = asked.headers().getOrDefault("idempotency-key", "");
      TestHttp.say(exchange, 200, counterpart.take(key, id));
    } catch (Counterpart.Refusal e) {
      TestHttp.say(exchange, 409, "{\"error\":\"%s\"}".formatted(e.getMessage()));
    }
  }

  @Override
  protected boolean losesAnswers() {
    return true;
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable part : parts) {
      part.close();
    }
  }
}
