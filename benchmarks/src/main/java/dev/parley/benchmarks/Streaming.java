package dev.parley.benchmarks;

import dev.parley.benchmarks.Load.Job;
import dev.parley.transcript.LiveStore;
import dev.parley.transcript.LiveStore.LiveCall;
import dev.parley.transcript.LiveStore.LiveReader;
import dev.parley.transcript.LiveStore.LiveWriter;
import dev.parley.transcript.LiveText;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How old words are when they are seen, of one reply and of many at once. */
final class Streaming {

  static final String NAME = "streaming";

  private static final SpokenReply REPLY = new SpokenReply(200, 100);

  /** Each watcher of PostgreSQL holds a connection. */
  private static final int WATCHED = 20;

  private static final int MANY = 200;
  private static final int SHORT_CALLS = 20_000;
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Options options;
  private final Site site;
  private final Figures figures;
  private final Load load;

  private Streaming(Options options, Site site, Figures figures) {
    this.options = options;
    this.site = site;
    this.figures = figures;
    this.load = new Load(site.temporal().client());
  }

  static void run(Options options, Site site, Figures figures, String store)
      throws InterruptedException {
    new Streaming(options, site, figures).run("words of running calls, " + store);
  }

  private void run(String section) throws InterruptedException {
    site.speaking("speaking", REPLY);
    int many = options.quick() ? MANY / 4 : MANY;
    try (Site.Worker worker = site.parley(Map.of("PARLEY_SLOTS_EFFECTS", "" + 2 * MANY))) {
      var unused = heard("warm", 5);
      Heard lone = heard("lone", 1);
      long heap = worker.child().heap();
      double resident = worker.use().megabytes();
      Heard crowd = heard("crowd", many);
      figures.add(section, "a word, lone: age when seen", "ms", List.of(lone.median()));
      figures.add(section, "a word, lone: 95 of 100 below", "ms", List.of(lone.p95()));
      figures.add(section, "first word, lone: age when seen", "ms", List.of(lone.first()));
      String at = "%d at once".formatted(many);
      figures.add(section, "a word, " + at, "ms", List.of(crowd.median()));
      figures.add(section, "a word, " + at + ": 95 of 100 below", "ms", List.of(crowd.p95()));
      figures.add(section, "a word, " + at + ": the oldest", "ms", List.of(crowd.worst()));
      figures.add(section, "first word, " + at, "ms", List.of(crowd.first()));
      figures.add(section, "worker's CPU, " + at, "% of a core", List.of(cpu(worker, many)));
      double more = (worker.child().heap() - heap) / 1e6;
      figures.add(section, "worker's heap afterwards, more", "MB", List.of(more));
      double residentMore = worker.use().megabytes() - resident;
      figures.add(section, "worker's resident memory, more", "MB", List.of(residentMore));
    }
    figures.add(section, "a call too short to be shown", "us", List.of(shortCall()));
  }

  /** What it costs while nobody watches. */
  private double cpu(Site.Worker worker, int many) throws InterruptedException {
    List<WorkflowStub> running = start("alone", many);
    long before = worker.use().cpuMillis();
    long start = System.nanoTime();
    end(running);
    return (worker.use().cpuMillis() - before) * 1e8 / (System.nanoTime() - start);
  }

  /**
   * The ages of words, in milliseconds.
   *
   * @param firsts of the first ones of each reply
   */
  private record Heard(List<Double> ages, List<Double> firsts) {
    double median() {
      return Stats.median(ages);
    }

    double p95() {
      return Stats.p95(ages);
    }

    double worst() {
      return ages.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    double first() {
      return Stats.median(firsts);
    }
  }

  private List<WorkflowStub> start(String stem, int count) {
    List<WorkflowStub> running = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      running.add(load.start(Job.conversation(stem + "-" + i, "speaking")));
    }
    return running;
  }

  private static void end(List<WorkflowStub> running) {
    for (WorkflowStub one : running) {
      var unused = one.getResult(com.fasterxml.jackson.databind.JsonNode.class);
    }
  }

  private Heard heard(String stem, int count) throws InterruptedException {
    Progress.say("%d replies at once", count);
    Heard all = new Heard(new ArrayList<>(), new ArrayList<>());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Heard>> watching = new ArrayList<>();
      for (int i = 0; i < Math.min(count, WATCHED); i++) {
        String id = stem + "-" + i * count / Math.min(count, WATCHED);
        watching.add(threads.submit(() -> watch(id)));
      }
      // Only now: who comes late hears old words first.
      end(start(stem, count));
      for (Future<Heard> one : watching) {
        all.ages().addAll(one.get().ages());
        all.firsts().addAll(one.get().firsts());
      }
      return all;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a watcher of the benchmark failed", e);
    }
  }

  /** Hears one reply to its end. */
  private Heard watch(String id) throws InterruptedException {
    Heard heard = new Heard(new ArrayList<>(), new ArrayList<>());
    try (LiveReader reader = site.transcript().live().listen(id)) {
      while (site.transcript().conversations().withPrefix(id).isEmpty()
          || site.transcript().conversations().standing(id).end() == null) {
        for (LiveText text : reader.news(LOOK)) {
          double age = SpokenReply.age(text.more(), System.currentTimeMillis());
          if (age >= 0) {
            (text.begins() ? heard.firsts() : heard.ages()).add(age);
          }
        }
      }
    }
    return heard;
  }

  /** Microseconds of a call that is over before anything of it is passed on. */
  private double shortCall() {
    LiveStore live = site.transcript().live();
    long start = 0;
    for (int i = -SHORT_CALLS; i < SHORT_CALLS; i++) {
      start = i == 0 ? System.nanoTime() : start;
      try (LiveWriter writer = live.open(new LiveCall("short", 1, "analyst", 1))) {
        writer.append("The amounts of the north.");
      }
    }
    return (System.nanoTime() - start) / 1e3 / SHORT_CALLS;
  }
}
