package dev.parley.activities.models;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls as less is understood: by weak models, and by APIs that know dialogues of two only. */
final class Fitting {

  /** A person's own words need no name: nobody else is called so. */
  private static final String USER = "user";

  private static final String BEGIN = "Begin.";
  private static final String GO_ON = "Go on.";
  private static final String NOTHING = "(nothing)";

  private Fitting() {}

  /** What the call's adapters ask for. */
  static ModelCall adapted(ModelCall call) {
    ModelCall fitted = call;
    if (call.adapters().contains(Adapter.NAMES_IN_TEXT)) {
      fitted = fitted.shown(fitted.turns().stream().map(Fitting::named).toList(), call.tools());
    }
    return call.adapters().contains(Adapter.SYSTEM_AS_USER) ? systemAsUser(fitted) : fitted;
  }

  /**
   * For APIs whose messages have no names and must not be empty, where no two calls share an id,
   * and where a user has the first and the last word: after an agent's own words the API would go
   * on with them.
   */
  static ModelCall dialogue(ModelCall call) {
    List<Turn> turns = new ArrayList<>();
    if (call.turns().isEmpty() || call.turns().getFirst().role() == Turn.Role.ASSISTANT) {
      turns.add(Turn.user(null, BEGIN));
    }
    Set<String> ids = new HashSet<>();
    call.turns().forEach(turn -> turns.add(identified(worded(named(turn)), ids)));
    if (turns.getLast() instanceof Turn.Text last && last.role() == Turn.Role.ASSISTANT) {
      turns.add(Turn.user(null, GO_ON));
    }
    return call.shown(turns, call.tools());
  }

  /** The schema of the output in words. */
  static ModelCall toldOutput(ModelCall call) {
    String output = call.output();
    if (output == null) {
      return call;
    }
    String told =
        "Your final answer must be JSON and nothing else, and fit this JSON Schema:\n" + output;
    return call.told(joined(call.system(), told)).wanting(null);
  }

  private static Turn named(Turn turn) {
    String name = turn.name();
    return turn instanceof Turn.Text text && name != null && !name.equals(USER)
        ? new Turn.Text(text.role(), null, "%s said:\n%s".formatted(name, text.text()))
        : turn;
  }

  private static Turn worded(Turn turn) {
    return turn instanceof Turn.Text text && text.text().isBlank()
        ? new Turn.Text(text.role(), text.name(), NOTHING)
        : turn;
  }

  /** Calls may come from another provider, whose ids look otherwise or begin anew in each reply. */
  private static Turn identified(Turn turn, Set<String> taken) {
    return turn instanceof Turn.ToolUse(String said, List<Turn.Used> uses)
        ? new Turn.ToolUse(said, uses.stream().map(used -> identified(used, taken)).toList())
        : turn;
  }

  private static Turn.Used identified(Turn.Used used, Set<String> taken) {
    ModelReply.Call call = used.call();
    String plain = call.id().replaceAll("[^A-Za-z0-9_-]", "_");
    String id = plain;
    for (int again = 2; !taken.add(id); again++) {
      id = plain + "_" + again;
    }
    return new Turn.Used(new ModelReply.Call(id, call.tool(), call.arguments()), used.result());
  }

  private static ModelCall systemAsUser(ModelCall call) {
    String system = call.system();
    if (system == null || system.isBlank()) {
      return call;
    }
    List<Turn> turns = new ArrayList<>(call.turns());
    if (!turns.isEmpty() && turns.getFirst() instanceof Turn.Text first && isUser(first)) {
      turns.set(0, new Turn.Text(first.role(), first.name(), joined(system, first.text())));
    } else {
      turns.addFirst(Turn.user(null, system));
    }
    return call.told(null).shown(turns, call.tools());
  }

  private static boolean isUser(Turn.Text turn) {
    return turn.role() == Turn.Role.USER;
  }

  private static String joined(@Nullable String before, String text) {
    return before == null || before.isBlank() ? text : before + "\n\n" + text;
  }
}
