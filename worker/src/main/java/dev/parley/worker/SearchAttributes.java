package dev.parley.worker;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The search attributes by which the Temporal UI lists conversations. Where they are missing they
 * are registered if that is allowed; if not, conversations run without them.
 */
final class SearchAttributes {

  /** As conversations write them. */
  static final SortedMap<String, IndexedValueType> ALL =
      new TreeMap<>(
          Map.of(
              "ParleyTeam", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
              "ParleyState", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
              "ParleySpeaker", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
              "ParleyWaitingOn", IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
              "ParleyCost", IndexedValueType.INDEXED_VALUE_TYPE_DOUBLE));

  private static final Logger log = LoggerFactory.getLogger(SearchAttributes.class);
  private static final int SECONDS = 5;

  /** The server's parts learn of new attributes one after the other. */
  private static final Duration SPREAD = Duration.ofSeconds(15);

  private final TemporalConnection connection;

  SearchAttributes(TemporalConnection connection) {
    this.connection = connection;
  }

  /** Whether conversations may write them. */
  boolean ensure() {
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder(connection.stubs().getOptions())
                .setChannel(connection.stubs().getRawChannel())
                .build());
    try {
      SortedMap<String, IndexedValueType> missing = missing(operator);
      if (missing.isEmpty()) {
        return true;
      }
      add(operator, missing);
      SortedMap<String, IndexedValueType> still = missing(operator);
      return still.isEmpty()
          ? known() || without(missing, "the server has not learned of them in time")
          : without(still, "others of these names have another type");
    } catch (StatusRuntimeException e) {
      return without(ALL, e.getStatus().getCode().name());
    } finally {
      operator.shutdown();
    }
  }

  private SortedMap<String, IndexedValueType> missing(OperatorServiceStubs operator) {
    Map<String, IndexedValueType> registered =
        operator
            .blockingStub()
            .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
            .listSearchAttributes(
                ListSearchAttributesRequest.newBuilder()
                    .setNamespace(connection.namespace())
                    .build())
            .getCustomAttributesMap();
    SortedMap<String, IndexedValueType> missing = new TreeMap<>(ALL);
    missing.entrySet().removeIf(one -> one.getValue() == registered.get(one.getKey()));
    return missing;
  }

  private void add(OperatorServiceStubs operator, SortedMap<String, IndexedValueType> missing) {
    try {
      var unused =
          operator
              .blockingStub()
              .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
              .addSearchAttributes(
                  AddSearchAttributesRequest.newBuilder()
                      .setNamespace(connection.namespace())
                      .putAllSearchAttributes(missing)
                      .build());
    } catch (StatusRuntimeException e) {
      // Another worker that starts at the same time may have been faster.
      if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
        throw e;
      }
    }
  }

  /** A run that writes an attribute which its server does not know yet would stand still. */
  private boolean known() {
    long end = System.nanoTime() + SPREAD.toNanos();
    while (System.nanoTime() < end) {
      if (canBeAskedFor()) {
        return true;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(200);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  private boolean canBeAskedFor() {
    String query =
        ALL.keySet().stream().map(name -> name + " is null").collect(Collectors.joining(" and "));
    try {
      var unused =
          connection
              .stubs()
              .blockingStub()
              .withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
              .countWorkflowExecutions(
                  CountWorkflowExecutionsRequest.newBuilder()
                      .setNamespace(connection.namespace())
                      .setQuery(query)
                      .build());
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  private boolean without(SortedMap<String, IndexedValueType> missing, String why) {
    log.warn(
        "Parley's search attributes are not registered ({}): the Temporal UI cannot list"
            + " conversations by team or state; all else works. Register them, then start the"
            + " worker again: {}",
        why,
        command(missing));
    return false;
  }

  /** What a person with the right to do so types. */
  String command(SortedMap<String, IndexedValueType> missing) {
    return missing.entrySet().stream()
        .map(one -> " --name %s --type %s".formatted(one.getKey(), type(one.getValue())))
        .collect(
            Collectors.joining(
                "",
                "temporal operator search-attribute create --namespace " + connection.namespace(),
                ""));
  }

  private static String type(IndexedValueType type) {
    return type == IndexedValueType.INDEXED_VALUE_TYPE_DOUBLE ? "Double" : "Keyword";
  }
}
