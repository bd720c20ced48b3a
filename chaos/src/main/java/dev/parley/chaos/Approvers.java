package dev.parley.chaos;

import dev.parley.agents.Choice;
import dev.parley.agents.RequestKind;
import dev.parley.chaos.DecisionPlan.Call;
import dev.parley.chaos.DecisionPlan.Moment;
import dev.parley.chaos.DecisionPlan.Vote;
import dev.parley.client.Ruling;
import dev.parley.client.Verdict;
import dev.parley.transcript.RequestStore;
import dev.parley.transcript.RequestStore.Request;
import dev.parley.transcript.TranscriptException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * People who look into the inbox and decide, as clients do: into the store, then by signal. Nobody
 * sends a decision again whose signal was lost. Of an effect in doubt they say what is true.
 */
final class Approvers implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LOOK_MILLIS = 20;
  private static final String REASON = "not now";
  private static final String BY_HAND = "done by hand";

  private final Arena arena;
  private final String id;
  private final DecisionPlan plan;
  private final Striker striker;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Told> told = new CopyOnWriteArrayList<>();
  private final List<String> defects = new CopyOnWriteArrayList<>();
  private volatile boolean over;

  Approvers(Arena arena, String id, DecisionPlan plan, Striker striker) {
    this.arena = arena;
    this.id = id;
    this.plan = plan;
    this.striker = striker;
  }

  /**
   * What somebody was told of a decision.
   *
   * @param mail its id
   */
  record Told(String request, String mail, Choice choice, Verdict verdict) {}

  /** Begins to look into the inbox. */
  void start() {
    Future<?> unused = threads.submit((Runnable) this::look);
  }

  /** What people were told. */
  List<Told> told() {
    return List.copyOf(told);
  }

  /** What must not happen to people. */
  List<String> defects() {
    return List.copyOf(defects);
  }

  private void look() {
    Set<String> seen = new HashSet<>();
    var mine = new RequestStore.Filter(id, List.of(), null, null, 100);
    while (!over) {
      for (Request open : Disturber.steady(() -> arena.lab().transcript().requests().open(mine))) {
        if (seen.add(open.id())) {
          asked(open);
        }
      }
      Waiting.pause(LOOK_MILLIS);
    }
  }

  private void asked(Request open) {
    Call call = plan.call(Asked.number(Disturber.steady(() -> arena.lab().entry(id, open.seq()))));
    if (open.kind() == RequestKind.IN_DOUBT) {
      soon(() -> sayWhatHappened(open.id(), call));
    } else {
      call.votes().forEach(vote -> soon(() -> vote(open.id(), call, vote)));
    }
  }

  private void soon(Runnable work) {
    Future<?> unused =
        threads.submit(
            () -> {
              try {
                work.run();
              } catch (RuntimeException e) {
                defects.add("somebody who decides: " + e);
              }
            });
  }

  // --- One decision

  private void vote(String request, Call call, Vote vote) {
    Waiting.pause(vote.delay());
    decide(request, call, ruling(call, vote.choice()), vote.by(), vote.pause());
  }

  private static Ruling ruling(Call call, Choice choice) {
    return switch (choice) {
      case APPROVE -> Ruling.approve();
      case REJECT -> Ruling.reject(REASON);
      case RESPOND -> Ruling.respond(BY_HAND);
      case EDIT -> Ruling.edit(Asked.arguments(call.number(), call.amount() + 1));
      case DELEGATE, HAPPENED, NOT_HAPPENED, RETRY ->
          throw new IllegalArgumentException("nobody plans to say " + choice.wire());
    };
  }

  /** A call whose worker died may still happen: who looks waits until that is settled. */
  private void sayWhatHappened(String request, Call call) {
    Waiting.until(
        "the counter is done", PATIENCE, () -> !arena.counter().isBusy(id, call.number()));
    Ruling truth =
        arena.counter().hits(id).stream()
            .filter(hit -> hit.number() == call.number())
            .findFirst()
            .map(hit -> Ruling.happened(Counter.receipt(hit.effect(), hit.number(), hit.amount())))
            .orElseGet(Ruling::retry);
    decide(request, call, truth, DecisionPlan.PEOPLE.getLast(), 0);
  }

  private void decide(String request, Call call, Ruling ruling, String by, int pause) {
    var conversation = steady(() -> arena.client().find(id));
    String mail = steady(() -> conversation.record(request, ruling, by));
    striker.reached(Moment.RECORDED, call.number());
    if (pause < 0) {
      return;
    }
    Waiting.pause(pause);
    striker.reached(Moment.SIGNALLED, call.number());
    try {
      told.add(new Told(request, mail, ruling.choice(), conversation.deliver(mail, by)));
    } catch (TranscriptException.Unavailable away) {
      // They are told nothing; the decision is in the store and counts all the same.
      told.add(new Told(request, mail, ruling.choice(), new Verdict.Recorded("the store is away")));
    }
  }

  private static <T> T steady(Supplier<T> read) {
    return Disturber.steady(read);
  }

  /** Nobody looks any more; waits until everybody has decided. */
  @Override
  public void close() {
    over = true;
    threads.shutdown();
    try {
      if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        defects.add("somebody still decides after %d s".formatted(PATIENCE.toSeconds()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the run was interrupted", e);
    }
  }
}
