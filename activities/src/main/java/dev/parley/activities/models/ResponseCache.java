package dev.parley.activities.models;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.Usage;
import dev.parley.transcript.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replies to requests that were made before, letter by letter: model, address, settings, every
 * message, the tools, whether they may be called, the form of the answer. In memory, so that a
 * worker forgets them when it ends. A reply that is found costs nothing.
 */
final class ResponseCache {

  /** Characters of all replies that are kept. */
  private static final long LARGEST = 64L * 1024 * 1024;

  private final Cache<String, ModelReply> replies;

  /** Keeps each reply for so long. */
  ResponseCache(Duration age) {
    this.replies =
        Caffeine.newBuilder()
            .expireAfterWrite(age)
            .maximumWeight(LARGEST)
            .<String, ModelReply>weigher((key, reply) -> 200 + length(reply))
            .build();
  }

  private static int length(ModelReply reply) {
    long calls = reply.calls().stream().mapToLong(ModelReply.Call::characters).sum();
    return (int) Math.min(Integer.MAX_VALUE / 2, reply.text().length() + calls);
  }

  /** The reply that is kept, told to the listener at once; else the one that is given now. */
  ModelReply ask(ModelCall call, Listener listener, EndpointTraffic.Question question)
      throws InterruptedException {
    if (call.spec().provider().equals(ModelSpec.SCRIPTED)) {
      return question.ask();
    }
    String key = key(call);
    ModelReply kept = replies.getIfPresent(key);
    if (kept != null) {
      listener.text(kept.text());
      return kept;
    }
    ModelReply reply = question.ask();
    replies.put(key, free(reply));
    return reply;
  }

  private static ModelReply free(ModelReply reply) {
    return new ModelReply(
        reply.text(),
        reply.calls(),
        reply.thought(),
        new Usage(0, 0, 0, 0),
        false,
        null,
        reply.finish(),
        null,
        0,
        null,
        reply.sent());
  }

  /** Of the whole request; an array of JSON keeps its parts apart. */
  private static String key(ModelCall call) {
    List<@Nullable Object> parts = new ArrayList<>();
    parts.add(call.spec());
    parts.add(call.system());
    for (Turn turn : call.turns()) {
      parts.add(turn.getClass().getSimpleName());
      parts.add(turn);
    }
    parts.add(call.tools());
    parts.add(call.calls());
    parts.add(call.output());
    parts.add(call.agent());
    parts.add(call.adapters().stream().sorted().toList());
    return digest(Json.write(parts));
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256, which every JDK must have", e);
    }
  }
}
