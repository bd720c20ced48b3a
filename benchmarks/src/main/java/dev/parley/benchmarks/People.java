package dev.parley.benchmarks;

import dev.parley.agents.Entry;
import dev.parley.agents.Intent;
import dev.parley.agents.Kind;
import dev.parley.agents.Move;
import dev.parley.agents.Names;
import dev.parley.agents.RequestKind;
import dev.parley.benchmarks.Load.Job;
import dev.parley.client.Conversation;
import dev.parley.client.Parley;
import dev.parley.client.ParleySettings;
import dev.parley.client.Ruling;
import dev.parley.transcript.ConversationStore.Filter;
import dev.parley.transcript.ConversationStore.NewConversation;
import dev.parley.transcript.ConversationStore.RunStart;
import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.Draft;
import dev.parley.transcript.EntryStore.Settling;
import dev.parley.transcript.Place;
import dev.parley.transcript.RequestStore;
import dev.parley.transcript.Transcript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How long people wait: for what they are asked, and until what they decide has been taken. */
final class People {

  static final String NAME = "people";

  private static final String SECTION = "a decision, by the Java client, nothing else at work";
  private static final int DECISIONS = 50;
  private static final int REQUESTS = 10_000;

  /** Of so many requests, one is for the person who looks. */
  private static final int OTHERS = 100;

  private static final int TIMES = 7;

  private People() {}

  static void run(Options options, Site site, Path root, Path folder, Figures figures)
      throws InterruptedException {
    decisions(site, figures);
    int count = options.quick() ? REQUESTS / 10 : REQUESTS;
    fill(site.transcript(), count);
    inbox(site, root, folder, count, figures);
  }

  // --- Decisions

  /** How long decisions took, in milliseconds, in their order. */
  private record Waits(List<Double> taken, List<Double> told) {
    /** Without the first ones, which find cold code. */
    private static List<Double> warm(List<Double> all) {
      return all.subList(all.size() / 2, all.size());
    }
  }

  private static void decisions(Site site, Figures figures) throws InterruptedException {
    Waits waits = new Waits(new ArrayList<>(), new ArrayList<>());
    Load load = new Load(site.temporal().client());
    site.asking("asking");
    try (Site.Worker worker = site.parley(Map.of());
        Parley parley = Parley.connect(ParleySettings.of(site.environment()))) {
      Progress.say("the worker was ready in %s", worker.start());
      for (int i = 0; i < DECISIONS; i++) {
        var unused = load.start(Job.conversation(asking(i), "asking"));
      }
      // The worker writes them to the store: a client that starts one would have done so itself.
      Filter asked = new Filter(State.WAITING, "asking-", 2 * DECISIONS);
      while (site.transcript().conversations().list(asked).size() < DECISIONS) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      for (int i = 0; i < DECISIONS; i++) {
        decide(parley.find(asking(i)), waits);
      }
    }
    List<Double> warm = Waits.warm(waits.taken());
    figures.atMost(
        50, SECTION, "until it stands in the transcript", "ms", List.of(Stats.median(warm)));
    figures.add(SECTION, "  95 of 100 within", "ms", List.of(Stats.p95(warm)));
    figures.add(SECTION, "  the first one", "ms", List.of(waits.taken().getFirst()));
    figures.add(
        SECTION,
        "until the client has the verdict",
        "ms",
        List.of(Stats.median(Waits.warm(waits.told()))));
  }

  private static String asking(int number) {
    return "asking-%03d".formatted(number);
  }

  private static void decide(Conversation conversation, Waits waits) throws InterruptedException {
    String request = awaitRequest(conversation);
    // Alone: what was decided before has been worked off.
    TimeUnit.MILLISECONDS.sleep(200);
    Instant asked = Instant.now();
    var unused = conversation.decide(request, Ruling.reject("no"), Names.USER);
    waits.told().add(millis(asked, Instant.now()));
    waits.taken().add(millis(asked, decidedAt(conversation)));
  }

  private static String awaitRequest(Conversation conversation) throws InterruptedException {
    List<RequestStore.Request> open = conversation.pending();
    while (open.isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(20);
      open = conversation.pending();
    }
    return open.getFirst().id();
  }

  private static Instant decidedAt(Conversation conversation) {
    return conversation.entries(0).stream()
        .filter(entry -> entry.kind() == Kind.DECISION)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(conversation.id() + " took no decision"))
        .at();
  }

  private static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }

  // --- The inbox

  /** Conversations that nobody runs: the inbox reads the store alone. */
  private static void fill(Transcript transcript, int count) {
    for (int i = 0; i < count; i++) {
      String id = "filled-" + i;
      String run = "run-" + i;
      boolean unusedAnswer =
          transcript
              .conversations()
              .create(new NewConversation(id, "cash", "sha256:00", "ann", null));
      transcript.conversations().register(new RunStart(id, run, run, null));
      var unused =
          transcript
              .entries()
              .append(
                  new Place(id, Place.MAIN, 0, new Intent("request r1"), run),
                  asks("person" + i % OTHERS),
                  Settling.NOTHING);
    }
    Progress.say("%d requests are open", count);
  }

  private static Draft asks(String who) {
    Entry.Asking asking =
        new Entry.Asking("r1", RequestKind.HUMAN.wire(), List.of(who), List.of("respond"));
    Move.Asked move =
        new Move.Asked(
            RequestKind.HUMAN, null, List.of(new Move.Stage(List.of(who), 1)), null, List.of());
    return Draft.of("teller", Kind.REQUEST, new Entry.Words("What is your answer?", asking, null))
        .withMove("r1", move);
  }

  private static void inbox(Site site, Path root, Path folder, int count, Figures figures)
      throws InterruptedException {
    String section = "%,d open requests".formatted(count);
    Path launcher = root.resolve("parley");
    if (!Files.isExecutable(launcher)) {
      Progress.say("there is no launcher in %s: ./parley inbox is not measured", root);
      return;
    }
    // The first one builds, if something changed, and makes the class-data archive.
    double first = command(site, launcher, folder, "person7");
    Progress.say("./parley inbox for the first time: %.0f ms", first);
    TimeUnit.SECONDS.sleep(20);
    List<Double> one = new ArrayList<>();
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      one.add(command(site, launcher, folder, "person7"));
      all.add(command(site, launcher, folder, ""));
    }
    figures.atMost(150, section, "./parley inbox --for somebody", "ms", List.of(Stats.median(one)));
    figures.add(section, "./parley inbox, the first 1,000", "ms", List.of(Stats.median(all)));
  }

  private static double command(Site site, Path launcher, Path folder, String who)
      throws InterruptedException {
    Map<String, String> environment = new HashMap<>(site.environment());
    environment.put("PARLEY_HOME", folder.resolve("home").toString());
    List<String> command = new ArrayList<>(List.of(launcher.toString(), "inbox"));
    if (!who.isEmpty()) {
      command.addAll(List.of("--for", who));
    }
    try (Child child = Child.start(command, environment, folder.resolve("inbox.log"))) {
      return child.untilEnd().toNanos() / 1e6;
    }
  }
}
