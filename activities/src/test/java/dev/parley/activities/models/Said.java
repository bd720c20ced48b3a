package dev.parley.activities.models;

import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a model says, before it is put into a provider's wire format. */
record Said(
    @Nullable String thought,
    @Nullable String text,
    List<ScriptedReply.Call> calls,
    Finish finish,
    @Nullable Usage usage) {

  static Said text(String text) {
    return ended(text, Finish.STOP);
  }

  static Said ended(@Nullable String text, Finish finish) {
    return new Said(null, text, List.of(), finish, EndpointAnswer.USAGE);
  }

  static Said of(ScriptedReply reply) {
    return new Said(
        reply.thought(),
        reply.say(),
        reply.calls(),
        reply.calls().isEmpty() ? Finish.STOP : Finish.TOOLS,
        reply.usage());
  }

  /** The text in pieces, as a stream brings it. */
  static List<String> pieces(@Nullable String text) {
    return text == null || text.isEmpty() ? List.of() : List.of(text.split("(?<=\\s)", -1));
  }
}
