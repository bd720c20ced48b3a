package dev.parley.benchmarks;

import dev.parley.agents.Agent;
import dev.parley.workflows.ConversationWorkflow;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;

/** Runs many workflows, so many at once, and measures them as the Temporal server saw them. */
final class Load {

  private static final Duration TASK = Duration.ofSeconds(3);

  private final WorkflowClient client;

  Load(WorkflowClient client) {
    this.client = client;
  }

  /** One workflow: where it waits and what it is given. */
  record Job(String id, String type, String queue, Object input) {

    /** A conversation, started as another program would. */
    static Job conversation(String id, String team) {
      return new Job(
          id,
          ConversationWorkflow.TYPE,
          "parley",
          Map.of("team", team, "task", "Compare the amounts of the north and the south."));
    }

    /** The floor of a lane. */
    static Job bare(String id, int turns, Agent.Lane lane) {
      String type =
          switch (lane) {
            case ACTIVITY -> BareWorkflow.TYPE;
            case AUTO -> BareLocalWorkflow.TYPE;
          };
      return new Job(id, type, BareWorkflow.QUEUE, turns);
    }
  }

  /**
   * What came of it.
   *
   * @param wall from the first start to the last end
   * @param millis of each workflow, from its start to its end
   * @param historyBytes of the last run of each
   * @param historyEvents of the last run of each
   */
  record Outcome(
      Duration wall, List<Double> millis, List<Double> historyBytes, List<Double> historyEvents) {
    Outcome {
      millis = List.copyOf(millis);
      historyBytes = List.copyOf(historyBytes);
      historyEvents = List.copyOf(historyEvents);
    }

    int count() {
      return millis.size();
    }
  }

  /** Runs workflows to their ends, at most so many at once. */
  Outcome run(int count, int atOnce, IntFunction<Job> jobs) throws InterruptedException {
    Semaphore room = new Semaphore(atOnce);
    List<Future<String>> running = new ArrayList<>();
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        Job job = jobs.apply(i);
        room.acquire();
        running.add(threads.submit(() -> toItsEnd(job, room)));
      }
      for (Future<String> one : running) {
        var unused = one.get();
      }
      Duration wall = Duration.ofNanos(System.nanoTime() - start);
      return outcome(wall, running);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a workflow of the benchmark failed", e);
    }
  }

  private String toItsEnd(Job job, Semaphore room) {
    try {
      WorkflowStub stub = start(job);
      var unused = stub.getResult(com.fasterxml.jackson.databind.JsonNode.class);
      return job.id();
    } finally {
      room.release();
    }
  }

  /** Starts one. */
  WorkflowStub start(Job job) {
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            job.type(),
            WorkflowOptions.newBuilder()
                .setWorkflowId(job.id())
                .setTaskQueue(job.queue())
                .setWorkflowTaskTimeout(TASK)
                .build());
    var unused = stub.start(job.input());
    return stub;
  }

  private Outcome outcome(Duration wall, List<Future<String>> ended)
      throws InterruptedException, ExecutionException {
    List<Double> millis = new ArrayList<>();
    List<Double> bytes = new ArrayList<>();
    List<Double> events = new ArrayList<>();
    for (Future<String> one : ended) {
      WorkflowExecutionInfo info =
          client.newUntypedWorkflowStub(one.get()).describe().getWorkflowExecutionInfo();
      millis.add(millis(info.getCloseTime()) - millis(info.getStartTime()));
      bytes.add((double) info.getHistorySizeBytes());
      events.add((double) info.getHistoryLength());
    }
    return new Outcome(wall, millis, bytes, events);
  }

  private static double millis(com.google.protobuf.Timestamp time) {
    return time.getSeconds() * 1e3 + time.getNanos() / 1e6;
  }
}
