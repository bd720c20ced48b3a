package dev.parley.chaos;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.parley.activities.tools.Effect;
import dev.parley.activities.tools.ToolContext;
import dev.parley.agents.ToolEffect;
import dev.parley.transcript.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * The tools of the decision runs, one for each effect there is. What they do is counted in another
 * process, which no kill reaches.
 *
 * @param counter where
 */
record Deeds(URI counter, HttpClient client) {

  /** Must happen once. */
  static final String PAY = "pay";

  /** Happens once under one key, however often it is done. */
  static final String BOOK = "book";

  /** Changes nothing. */
  static final String LOOK = "look";

  Deeds(URI counter) {
    this(counter, HttpClient.newHttpClient());
  }

  /** The tool that has an effect. */
  static String tool(ToolEffect effect) {
    return switch (effect) {
      case READ -> LOOK;
      case IDEMPOTENT -> BOOK;
      case ONCE -> PAY;
    };
  }

  @Tool("Pays a bill")
  @Effect(ToolEffect.ONCE)
  String pay(@P("its number") int number, @P("EUR") int amount, ToolContext context)
      throws IOException, InterruptedException {
    return done(ToolEffect.ONCE, number, amount, context);
  }

  @Tool("Books a seat")
  @Effect(ToolEffect.IDEMPOTENT)
  String book(@P("its number") int number, @P("EUR") int amount, ToolContext context)
      throws IOException, InterruptedException {
    return done(ToolEffect.IDEMPOTENT, number, amount, context);
  }

  @Tool("Looks a price up")
  @Effect(ToolEffect.READ)
  String look(@P("its number") int number, @P("EUR") int amount, ToolContext context)
      throws IOException, InterruptedException {
    return done(ToolEffect.READ, number, amount, context);
  }

  private String done(ToolEffect effect, int number, int amount, ToolContext context)
      throws IOException, InterruptedException {
    Counter.Hit hit =
        new Counter.Hit(context.conversation(), context.key(), effect, number, amount);
    HttpRequest request =
        HttpRequest.newBuilder(counter)
            .POST(HttpRequest.BodyPublishers.ofString(Json.write(hit)))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
