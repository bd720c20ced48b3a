package dev.parley.activities;

import dev.parley.agents.Aggregate;
import dev.parley.agents.Blueprint;
import dev.parley.agents.Conductor;
import dev.parley.agents.Edge;
import dev.parley.agents.Entry;
import dev.parley.agents.Entry.Words;
import dev.parley.agents.Event;
import dev.parley.agents.Kind;
import dev.parley.agents.Names;
import dev.parley.agents.Pattern;
import dev.parley.agents.Questions;
import dev.parley.transcript.Draft;
import dev.parley.transcript.EntryStore.Appended;
import dev.parley.transcript.EntryStore.Settling;
import dev.parley.transcript.Place;
import dev.parley.transcript.Transcript;
import dev.parley.workflows.EffectCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who speaks next by a function, and what several answers come to. */
final class Choices {

  private final Transcript transcript;
  private final Shelf shelf;
  private final Functions functions;

  Choices(Transcript transcript, Shelf shelf, Functions functions) {
    this.transcript = transcript;
    this.shelf = shelf;
    this.functions = functions;
  }

  /** Asks a selector's function. One that throws is asked again by the workflow. */
  Appended chosen(EffectCall call, Place place) {
    List<Entry> entries = shelf.before(call);
    if (!(shelf.team(call.blueprint()).blueprint().team() instanceof Pattern.SelectorGroupChat chat)
        || chat.selector().function() == null) {
      throw Failures.terminal("badTeam", "the team has no function that chooses who speaks");
    }
    String name = chat.selector().function();
    Functions.SelectFunction function =
        found(functions.selectors().get(name), "a selector", name, "selector");
    Optional<String> next =
        Failures.guest("the selector \"" + name + "\"", () -> function.next(entries));
    String to = next.orElse(Edge.END);
    if (next.isPresent() && !chat.participants().contains(to)) {
      throw Failures.terminal(
          "badSelection",
          "the selector \"%s\" names somebody who is no participant; there are %s"
              .formatted(name, String.join(", ", chat.participants())));
    }
    Draft draft = Draft.event(Event.SELECTED, null, Words.of("")).withPerson(null, to, null, false);
    return transcript.entries().append(place, draft, Settling.NOTHING);
  }

  /** What a model is asked that chooses who speaks. */
  SpeakerChoice speaker(EffectCall call) {
    Blueprint blueprint = shelf.team(call.blueprint()).blueprint();
    if (!(blueprint.team() instanceof Pattern.SelectorGroupChat chat)) {
      throw Failures.terminal("badTeam", "nobody chooses who speaks in this team");
    }
    Room room = new Room(shelf, call);
    List<String> eligible = Conductor.eligible(Questions.skeleton(blueprint), room.state());
    return new SpeakerChoice(blueprint, chat, narrowed(chat, eligible, room.entries()));
  }

  /**
   * Those of the eligible whom a selector's function leaves; all of them, if it has none.
   *
   * @throws io.temporal.failure.ApplicationFailure if it leaves nobody
   */
  List<String> narrowed(
      Pattern.SelectorGroupChat chat, List<String> eligible, List<Entry> entries) {
    String name = chat.selector().candidates();
    if (name == null) {
      return eligible;
    }
    Functions.CandidatesFunction function =
        found(functions.candidates().get(name), "a candidates function", name, "candidates");
    List<String> named =
        Failures.guest("the function \"" + name + "\"", () -> function.among(entries));
    List<String> left = eligible.stream().filter(named::contains).toList();
    if (left.isEmpty()) {
      throw Failures.terminal(
          "badSelection",
          "the candidates function \"%s\" leaves nobody who may speak; eligible were %s"
              .formatted(name, String.join(", ", eligible)));
    }
    return left;
  }

  /** Makes one of the last answers of all participants. */
  Appended combined(EffectCall call, Place place) {
    List<Entry> entries = shelf.before(call);
    if (!(shelf.team(call.blueprint()).blueprint().team()
        instanceof Pattern.ConcurrentChats chats)) {
      throw Failures.terminal("badTeam", "the team does not answer at the same time");
    }
    List<Entry> answers = answers(chats, entries);
    String text =
        switch (chats.aggregate()) {
          case Aggregate.Majority majority -> majority(answers);
          case Aggregate.All all -> all(answers);
          case Aggregate.ByFunction by -> {
            Functions.CombineFunction function =
                found(
                    functions.combiners().get(by.function()),
                    "a combiner",
                    by.function(),
                    "combiner");
            yield Failures.guest(
                "the combiner \"" + by.function() + "\"", () -> function.combine(answers));
          }
          case Aggregate.ByAgent by ->
              throw Failures.terminal("badTeam", "an agent combines in a turn of its own");
        };
    int from = answers.isEmpty() ? call.seq() : answers.getFirst().seq();
    Words words = new Words(text, new Entry.Summing(from, call.seq() - 1), null);
    return transcript
        .entries()
        .append(place, Draft.of(Names.PARLEY, Kind.SUMMARY, words), Settling.NOTHING);
  }

  private static List<Entry> answers(Pattern.ConcurrentChats chats, List<Entry> entries) {
    List<Entry> answers = new ArrayList<>();
    for (String participant : chats.participants()) {
      entries.reversed().stream()
          .filter(entry -> entry.author().equals(participant) && entry.kind().isMessage())
          .findFirst()
          .ifPresent(answers::add);
    }
    return answers;
  }

  /** White space and letter case aside; of several, the one that was given first. */
  private static String majority(List<Entry> answers) {
    Map<String, Integer> votes = new LinkedHashMap<>();
    Map<String, String> wording = new LinkedHashMap<>();
    for (Entry answer : answers) {
      String key = answer.text().strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
      votes.merge(key, 1, Integer::sum);
      wording.putIfAbsent(key, answer.text().strip());
    }
    String best = "";
    for (Map.Entry<String, Integer> vote : votes.entrySet()) {
      if (best.isEmpty() || vote.getValue() > votes.getOrDefault(best, 0)) {
        best = vote.getKey();
      }
    }
    return wording.getOrDefault(best, "");
  }

  private static String all(List<Entry> answers) {
    StringBuilder text = new StringBuilder();
    for (Entry answer : answers) {
      text.append(text.isEmpty() ? "" : "\n\n")
          .append(answer.author())
          .append(": ")
          .append(answer.text().strip());
    }
    return text.toString();
  }

  private static <F> F found(@Nullable F function, String what, String name, String register) {
    if (function == null) {
      throw Failures.terminal(
          "unknownFunction",
          "no worker has %s called \"%s\"; register it with ParleyWorker.%s"
              .formatted(what, name, register));
    }
    return function;
  }
}
