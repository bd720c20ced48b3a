package dev.parley.activities;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.agents.Agent;
import dev.parley.agents.Blueprint;
import dev.parley.agents.CodeBlocks;
import dev.parley.agents.Condition;
import dev.parley.agents.Entry;
import dev.parley.agents.Kind;
import dev.parley.agents.Questions;
import dev.parley.agents.Reply;
import dev.parley.transcript.Draft;
import dev.parley.transcript.EntryStore.Appended;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.TranscriptException.Reason;
import dev.parley.transcript.TranscriptException.Refused;
import dev.parley.transcript.View;
import dev.parley.workflows.EffectCall;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What effects read: entries and blueprints never change, so a worker keeps them and a turn reads
 * only what is new.
 */
final class Shelf {

  /** Entries are read so many at a time. */
  private static final int PAGE = 500;

  /** How often a condition function may throw about one message. */
  private static final int TRIES = 3;

  private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);

  /** Characters of entries that one worker keeps. */
  private static final long KEPT = 64L * 1024 * 1024;

  private final Transcript transcript;
  private final Functions functions;
  private final RequestRules rules;
  private final Cache<String, List<Entry>> entries =
      Caffeine.newBuilder()
          .maximumWeight(KEPT)
          .weigher((String id, List<Entry> list) -> weight(list))
          .build();
  private final Cache<String, Team> teams = Caffeine.newBuilder().maximumSize(1_000).build();
  private final Cache<String, String> starters = Caffeine.newBuilder().maximumSize(10_000).build();

  Shelf(Transcript transcript, Functions functions, RequestRules rules) {
    this.rules = rules;
    this.transcript = transcript;
    this.functions = functions;
  }

  /** A blueprint with its questions. */
  record Team(Blueprint blueprint, Questions questions) {}

  Team team(String digest) {
    return teams.get(
        digest,
        key -> {
          Blueprint blueprint = transcript.blueprints().get(key);
          return new Team(blueprint, Questions.of(blueprint));
        });
  }

  /**
   * The entries before the place of an effect.
   *
   * @throws Refused {@code STORE_BEHIND} if the store does not hold what the workflow has seen: a
   *     restored backup
   */
  List<Entry> before(EffectCall call) {
    List<Entry> all = upTo(call.conversation(), call.horizon());
    if (!endsWith(all, call)) {
      // What is kept is from before a reset, or of one of the same name that was deleted.
      forget(call.conversation());
      all = upTo(call.conversation(), call.horizon());
    }
    if (!endsWith(all, call)) {
      throw new Refused(
          Reason.STORE_BEHIND,
          ("its run has seen an entry %d that this transcript (%s) does not hold: it was restored"
                  + " from an older backup. Restore the newer one, and it goes on by itself; or go"
                  + " on from here with ./parley fork %s --at %d")
              .formatted(
                  call.horizon() - 1, transcript.describe(), call.conversation(), all.size() - 1));
    }
    return all;
  }

  /**
   * The entries that the agent of an effect sees: those before its place, and, among agents that
   * speak at the same time, only its own from then on.
   */
  List<Entry> seen(EffectCall call) {
    return Requests.seen(before(call), call.since(), call.agent());
  }

  private static boolean endsWith(List<Entry> all, EffectCall call) {
    String chain = all.isEmpty() ? "" : all.getLast().head().chain();
    return all.size() == call.horizon() && chain.equals(call.chain());
  }

  /** All settled entries. */
  List<Entry> all(String conversation) {
    // A reset may have made another of what is kept.
    String known = transcript.entries().head(conversation).chain();
    List<Entry> all = upTo(conversation, Integer.MAX_VALUE);
    if (!all.isEmpty() && !all.getLast().head().chain().equals(known)) {
      forget(conversation);
      all = upTo(conversation, Integer.MAX_VALUE);
    }
    return all;
  }

  private void forget(String conversation) {
    entries.invalidate(conversation);
    starters.invalidate(conversation);
  }

  /** Who has started a conversation. */
  String starter(String conversation) {
    return starters.get(conversation, id -> transcript.conversations().standing(id).starter());
  }

  /** A conversation begins: nothing that is kept can be of it. */
  void begins(String conversation) {
    forget(conversation);
  }

  private List<Entry> upTo(String conversation, int seq) {
    List<Entry> known = entries.getIfPresent(conversation);
    List<Entry> all = known == null ? List.of() : known;
    if (all.size() < seq) {
      all = extended(conversation, all, seq);
      entries.put(conversation, all);
    }
    return all.size() > seq ? all.subList(0, seq) : all;
  }

  private List<Entry> extended(String conversation, List<Entry> known, int seq) {
    List<Entry> all = new ArrayList<>(known);
    List<Entry> page;
    do {
      page = transcript.entries().read(conversation, all.size(), PAGE);
      all.addAll(page);
    } while (page.size() == PAGE && all.size() < seq);
    return List.copyOf(all);
  }

  /** Keeps an entry that was just written here, so that the next effect need not read it. */
  void keep(Appended appended) {
    if (appended instanceof Appended.Written(Entry entry) && !entry.head().chain().isEmpty()) {
      var unused =
          entries
              .asMap()
              .computeIfPresent(
                  entry.conversation(),
                  (id, known) -> known.size() == entry.head().seq() ? with(known, entry) : known);
    }
  }

  private static List<Entry> with(List<Entry> known, Entry entry) {
    List<Entry> all = new ArrayList<>(known.size() + 1);
    all.addAll(known);
    all.add(entry);
    return List.copyOf(all);
  }

  /**
   * A draft with the answers to the blueprint's questions about its text, and with the agents that
   * must ask a person before they run the code in it.
   */
  Draft found(String conversation, Team team, Draft draft) {
    if (draft.kind() == Kind.CODE) {
      return asking(conversation, team, draft);
    }
    if (!draft.kind().isMessage()) {
      return draft;
    }
    Draft answered = answered(team, draft);
    return answered.code() ? asking(conversation, team, answered) : answered;
  }

  private Draft asking(String conversation, Team team, Draft draft) {
    String text = draft.words().text();
    List<Agent> runners =
        team.blueprint().agents().stream()
            .filter(agent -> agent.way(Reply.ExecuteCode.class).isPresent())
            .filter(agent -> agent.name().equals(draft.author()) == (draft.kind() == Kind.CODE))
            .toList();
    if (runners.isEmpty()) {
      return draft;
    }
    String starter = starter(conversation);
    return draft.withAsks(
        runners.stream()
            .filter(agent -> rules.code(team.blueprint(), agent, text, starter).isPresent())
            .map(Agent::name)
            .toList());
  }

  private Draft answered(Team team, Draft draft) {
    String text = draft.words().text();
    List<Integer> yes = new ArrayList<>(team.questions().answer(text));
    List<Condition.OnText> asked = team.questions().asked();
    for (int i = 0; i < asked.size(); i++) {
      if (asked.get(i) instanceof Condition.Functional function && holds(function, text)) {
        yes.add(i);
      }
    }
    yes.sort(null);
    return draft.withFindings(yes, CodeBlocks.any(text));
  }

  /** A condition costs nothing, what it is asked about may: it is asked again at once. */
  private boolean holds(Condition.Functional asked, String text) {
    Functions.ConditionFunction function = function(asked);
    String name = "the condition \"" + asked.function() + "\"";
    for (int more = TRIES - 1; more > 0; more--) {
      try {
        return Failures.guest(name, () -> function.holds(text));
      } catch (FunctionFailed e) {
        LOG.debug("{}: asked again", name);
      }
    }
    return Failures.guest(name, () -> function.holds(text));
  }

  /**
   * Sees to it that a team's conditions can be asked, before something is paid for.
   *
   * @throws io.temporal.failure.ApplicationFailure if this worker lacks one
   */
  void requireConditions(Team team) {
    for (Condition.OnText asked : team.questions().asked()) {
      if (asked instanceof Condition.Functional condition) {
        var unused = function(condition);
      }
    }
  }

  private Functions.ConditionFunction function(Condition.Functional asked) {
    Functions.ConditionFunction function = functions.conditions().get(asked.function());
    if (function == null) {
      throw Failures.terminal(
          "unknownFunction",
          "no worker has a condition called \"%s\"; register it with ParleyWorker.condition"
              .formatted(asked.function()));
    }
    return function;
  }

  private static int weight(List<Entry> list) {
    long sum = 0;
    for (Entry entry : list) {
      sum += View.words(entry).length() + 500L;
    }
    return (int) Math.min(sum, Integer.MAX_VALUE);
  }
}
