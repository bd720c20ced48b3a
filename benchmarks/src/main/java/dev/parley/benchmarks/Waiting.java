package dev.parley.benchmarks;

import dev.parley.benchmarks.Load.Job;
import dev.parley.transcript.ConversationStore.Filter;
import dev.parley.transcript.ConversationStore.State;
import io.temporal.client.WorkflowStub;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What conversations cost that wait for a person, and what a worker costs that has nothing to do.
 */
final class Waiting {

  static final String NAME = "waiting";

  private static final int COUNT = 1_000;
  private static final int IDLE_SECONDS = 20;

  private Waiting() {}

  static void run(Options options, Site site, Figures figures) throws InterruptedException {
    Load load = new Load(site.temporal().client());
    site.waiting("waiting");
    int count = options.quick() ? COUNT / 5 : COUNT;
    try (Site.Worker worker = site.parley(Map.of("PARLEY_SLOTS_CACHED", "2000"))) {
      park(site, load, 20, "first");
      idle(figures, worker);
      long heap = worker.child().heap();
      double resident = worker.use().megabytes();
      long server = site.temporal().use().residentBytes();
      park(site, load, count, "parked");
      double perThousand = 1e3 / count;
      String section =
          "%d conversations that wait for a person, all kept in memory".formatted(count);
      figures.add(
          section,
          "worker's heap per 1,000",
          "MB",
          List.of((worker.child().heap() - heap) / 1e6 * perThousand));
      figures.add(
          section,
          "worker's resident memory per 1,000",
          "MB",
          List.of((worker.use().megabytes() - resident) * perThousand));
      figures.add(
          section,
          "server's resident memory per 1,000",
          "MB",
          List.of((site.temporal().use().residentBytes() - server) / 1e6 * perThousand));
      figures.add(section, "CPU of the worker meanwhile", "% of a core", List.of(cpu(worker)));
    }
  }

  private static void idle(Figures figures, Site.Worker worker) throws InterruptedException {
    figures.atMost(1, "idle worker", "CPU", "% of a core", List.of(cpu(worker)));
    figures.atMost(250, "idle worker", "resident memory", "MB", List.of(worker.use().megabytes()));
  }

  private static double cpu(Site.Worker worker) throws InterruptedException {
    TimeUnit.SECONDS.sleep(5);
    long before = worker.use().cpuMillis();
    TimeUnit.SECONDS.sleep(IDLE_SECONDS);
    return (worker.use().cpuMillis() - before) / (IDLE_SECONDS * 10.0);
  }

  private static void park(Site site, Load load, int count, String stem)
      throws InterruptedException {
    List<WorkflowStub> parked = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parked.add(load.start(Job.conversation(stem + "-" + i, "waiting")));
    }
    Filter filter = new Filter(State.WAITING, stem + "-", 2 * COUNT);
    while (site.transcript().conversations().list(filter).size() < count) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
    Progress.say("%d conversations wait", parked.size());
  }
}
