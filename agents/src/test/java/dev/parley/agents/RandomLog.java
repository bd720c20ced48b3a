package dev.parley.agents;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A log of entries that follows no rule but that of the store: one after the other. Most of them no
 * team would write; but signals, foreign entries, resets and forks bring entries in orders that
 * nobody foresees, and a fold has to take each of them.
 */
final class RandomLog {

  private static final int MOST = 80;
  private static final int QUESTIONS = 12;
  private static final List<String> OTHERS = List.of(Simulator.PERSON, Names.USER, Names.PARLEY);
  private static final List<String> TEXTS = List.of("ok", "TERMINATE", "DONE", Cast.PYTHON);

  private final Random random;
  private final Blueprint blueprint;
  private final List<String> agents;
  private final List<String> runners;
  private final List<Kind> kinds;
  private final List<EntryHead> heads = new ArrayList<>();
  private final List<Integer> cuts;
  private final List<Long> pauses;

  RandomLog(long seed) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    this.blueprint = new RandomTeam(random).team().blueprint();
    this.agents = blueprint.agents().stream().map(Agent::name).toList();
    this.runners =
        blueprint.agents().stream()
            .filter(agent -> agent.way(Reply.ExecuteCode.class).isPresent())
            .map(Agent::name)
            .toList();
    // Code is written by who can run it, or by nobody.
    this.kinds =
        Stream.of(Kind.values()).filter(one -> one != Kind.CODE || !runners.isEmpty()).toList();
    Questions questions = Questions.of(blueprint);
    int length = 1 + random.nextInt(MOST);
    for (int seq = 0; seq < length; seq++) {
      heads.add(found(draft(seq).at(seq, intent(seq), questions)));
    }
    this.cuts = someCuts();
    this.pauses = somePauses();
  }

  Blueprint blueprint() {
    return blueprint;
  }

  List<EntryHead> heads() {
    return List.copyOf(heads);
  }

  /** The seqs before which a run continues as new, ascending, perhaps none. */
  List<Integer> cuts() {
    return cuts;
  }

  /** Milliseconds that pass before each entry; mostly none. */
  List<Long> pauses() {
    return pauses;
  }

  private List<Integer> someCuts() {
    List<Integer> all = new ArrayList<>(IntStream.rangeClosed(0, heads.size()).boxed().toList());
    Collections.shuffle(all, random);
    return all.subList(0, random.nextInt(all.size() + 1)).stream().sorted().toList();
  }

  private List<Long> somePauses() {
    return heads.stream()
        .map(head -> random.nextInt(5) == 0 ? (long) random.nextInt(4_000) : 0L)
        .toList();
  }

  // --- Entries

  private HeadDraft draft(int seq) {
    if (seq == 0) {
      return HeadDraft.text(Names.USER, pick(TEXTS)).by(Simulator.PERSON).opening();
    }
    Kind kind = pick(kinds);
    HeadDraft draft =
        switch (kind) {
          case EVENT -> HeadDraft.event(pick(List.of(Event.values())), maybe(Simulator.PERSON));
          case REQUEST -> HeadDraft.of(pick(agents), kind, "").request("r" + random.nextInt(5));
          case CODE -> HeadDraft.of(pick(runners), kind, Cast.PYTHON);
          case TEXT, SUMMARY, HANDOFF, TOOL_CALLS, TOOL_RESULTS, CODE_RESULT, DECISION ->
              HeadDraft.of(anybody(), kind, pick(TEXTS));
        };
    return changed(draft);
  }

  private HeadDraft changed(HeadDraft plain) {
    HeadDraft draft = plain.to(maybe(random.nextInt(9) == 0 ? "nobody" : pick(agents)));
    draft = random.nextInt(4) == 0 ? draft.called(Replies.USAGE, Replies.COST) : draft;
    draft = random.nextInt(20) == 0 ? draft.opening() : draft;
    draft = random.nextInt(6) == 0 ? draft.request("r" + random.nextInt(5)) : draft;
    draft = random.nextInt(9) == 0 ? draft.tool("search") : draft;
    return random.nextInt(4) == 0 ? draft.by(Simulator.PERSON) : draft;
  }

  /** With findings that no text has brought about. */
  private EntryHead found(EntryHead head) {
    List<Integer> findings =
        IntStream.range(0, QUESTIONS).filter(i -> random.nextInt(6) == 0).boxed().toList();
    return new EntryHead(
        head.seq(),
        head.intent(),
        head.digest(),
        head.chain(),
        head.author(),
        head.kind(),
        head.usage(),
        head.cost(),
        head.finish(),
        findings,
        random.nextInt(4) == 0,
        head.opens(),
        head.event(),
        head.by(),
        head.calls(),
        head.to(),
        head.request());
  }

  private Intent intent(int seq) {
    return switch (random.nextInt(4)) {
      case 0 -> Intent.signal("s" + seq);
      case 1 -> Intent.summary(random.nextInt(seq + 1));
      default -> Intent.call(seq, pick(agents), 1 + random.nextInt(3));
    };
  }

  private String anybody() {
    return random.nextInt(4) == 0 ? pick(OTHERS) : pick(agents);
  }

  private @Nullable String maybe(String value) {
    return random.nextInt(3) == 0 ? value : null;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
