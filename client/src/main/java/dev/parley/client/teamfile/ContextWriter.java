package dev.parley.client.teamfile;

import static dev.parley.client.teamfile.TeamFileWriter.put;

import dev.parley.agents.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what of the conversation a model is sent. */
final class ContextWriter {

  private ContextWriter() {}

  static void write(Map<String, Object> out, List<Context> chain) {
    List<Context> rest = chain;
    if (!chain.isEmpty() && chain.getFirst() instanceof Context.BySource some) {
      out.put("sees", sees(some));
      rest = chain.subList(1, chain.size());
    }
    if (!rest.isEmpty()) {
      out.put("context", rest.stream().map(ContextWriter::policy).toList());
    }
  }

  private static Map<String, Object> sees(Context.BySource some) {
    Map<String, Object> all = new LinkedHashMap<>();
    some.sources()
        .forEach(
            (author, share) -> {
              Map<String, Object> one = new LinkedHashMap<>();
              put(one, "first", share.first());
              put(one, "last", share.last());
              all.put(author, one);
            });
    return all;
  }

  static Object policy(Context context) {
    return switch (context) {
      case Context.Unbounded c -> "unbounded";
      case Context.Buffered c -> Map.of("buffered", c.messages());
      case Context.TokenLimited c -> Map.of("tokenLimited", c.tokens());
      case Context.HeadAndTail c -> {
        Map<String, Object> both = new LinkedHashMap<>();
        both.put("head", c.head());
        both.put("tail", c.tail());
        yield Map.of("headAndTail", both);
      }
      case Context.Summarizing c -> {
        Map<String, Object> all = new LinkedHashMap<>();
        put(all, "model", c.model() == null ? null : YamlText.literal(c.model()));
        all.put("above", c.above());
        put(all, "keepLast", c.keepLast());
        yield Map.of("summarizing", all);
      }
      case Context.BySource c ->
          throw new IllegalArgumentException(
              "context: a team file cannot say it; what an agent sees of others comes first");
    };
  }
}
