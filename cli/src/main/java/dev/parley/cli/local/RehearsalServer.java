package dev.parley.cli.local;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.AddSearchAttributesResponse;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesResponse;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedResponse;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for a Temporal server while the class-data archive is made: enough of one for a worker
 * to start and for one workflow to run, so that both load their classes. Whatever else is asked of
 * it is answered with {@code UNIMPLEMENTED}.
 */
final class RehearsalServer extends WorkflowServiceGrpc.WorkflowServiceImplBase
    implements AutoCloseable {
  private static final int POLL_SECONDS = 1;

  private final BlockingQueue<PollWorkflowTaskQueueResponse> tasks = new LinkedBlockingQueue<>();
  private final BlockingQueue<PollActivityTaskQueueResponse> activities =
      new LinkedBlockingQueue<>();
  private final Server server;
  private volatile @Nullable RehearsalHistory history;

  /**
   * Listens on a free port of 127.0.0.1.
   *
   * @throws IOException if there is none
   */
  RehearsalServer() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .addService(this)
            .addService(new Operator())
            .build()
            .start();
  }

  /** {@code HOST:PORT}. */
  String address() {
    return "127.0.0.1:" + server.getPort();
  }

  private static <T> void answer(StreamObserver<T> observer, T answer) {
    observer.onNext(answer);
    observer.onCompleted();
  }

  // --- What a worker asks at its start

  @Override
  public void getSystemInfo(
      GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> observer) {
    answer(observer, GetSystemInfoResponse.newBuilder().setServerVersion("of a rehearsal").build());
  }

  @Override
  public void describeNamespace(
      DescribeNamespaceRequest request, StreamObserver<DescribeNamespaceResponse> observer) {
    answer(observer, DescribeNamespaceResponse.getDefaultInstance());
  }

  @Override
  public void countWorkflowExecutions(
      CountWorkflowExecutionsRequest request,
      StreamObserver<CountWorkflowExecutionsResponse> observer) {
    answer(observer, CountWorkflowExecutionsResponse.getDefaultInstance());
  }

  private static final class Operator extends OperatorServiceGrpc.OperatorServiceImplBase {
    private final Map<String, IndexedValueType> attributes = new ConcurrentHashMap<>();

    @Override
    public void listSearchAttributes(
        ListSearchAttributesRequest request,
        StreamObserver<ListSearchAttributesResponse> observer) {
      answer(
          observer,
          ListSearchAttributesResponse.newBuilder().putAllCustomAttributes(attributes).build());
    }

    @Override
    public void addSearchAttributes(
        AddSearchAttributesRequest request, StreamObserver<AddSearchAttributesResponse> observer) {
      attributes.putAll(request.getSearchAttributesMap());
      answer(observer, AddSearchAttributesResponse.getDefaultInstance());
    }
  }

  // --- The workflow

  @Override
  public void startWorkflowExecution(
      StartWorkflowExecutionRequest request,
      StreamObserver<StartWorkflowExecutionResponse> observer) {
    String runId = UUID.randomUUID().toString();
    RehearsalHistory begun = new RehearsalHistory(request, runId);
    history = begun;
    tasks.add(begun.task());
    answer(observer, StartWorkflowExecutionResponse.newBuilder().setRunId(runId).build());
  }

  @Override
  public void pollWorkflowTaskQueue(
      PollWorkflowTaskQueueRequest request,
      StreamObserver<PollWorkflowTaskQueueResponse> observer) {
    answer(observer, next(tasks, PollWorkflowTaskQueueResponse.getDefaultInstance()));
  }

  @Override
  public void respondWorkflowTaskCompleted(
      RespondWorkflowTaskCompletedRequest request,
      StreamObserver<RespondWorkflowTaskCompletedResponse> observer) {
    activities.addAll(running().decided(request));
    answer(observer, RespondWorkflowTaskCompletedResponse.getDefaultInstance());
  }

  @Override
  public void pollActivityTaskQueue(
      PollActivityTaskQueueRequest request,
      StreamObserver<PollActivityTaskQueueResponse> observer) {
    answer(observer, next(activities, PollActivityTaskQueueResponse.getDefaultInstance()));
  }

  @Override
  public void respondActivityTaskCompleted(
      RespondActivityTaskCompletedRequest request,
      StreamObserver<RespondActivityTaskCompletedResponse> observer) {
    tasks.add(running().done(request));
    answer(observer, RespondActivityTaskCompletedResponse.getDefaultInstance());
  }

  private RehearsalHistory running() {
    return Objects.requireNonNull(history, "only what was started is worked on");
  }

  private static <T> T next(BlockingQueue<T> queue, T nothing) {
    try {
      T found = queue.poll(POLL_SECONDS, TimeUnit.SECONDS);
      return found == null ? nothing : found;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return nothing;
    }
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
