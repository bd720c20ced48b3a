package dev.parley.chaos;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.SignalWorkflowExecutionRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Signals as no client of ours would send them. */
final class RawSignals {

  /** Too large, or too many: for good, or while the run continues as new. */
  private static final Set<Status.Code> REFUSED =
      Set.of(Status.Code.INVALID_ARGUMENT, Status.Code.RESOURCE_EXHAUSTED);

  private final Lab lab;

  RawSignals(Lab lab) {
    this.lab = lab;
  }

  static Payload payload(String encoding, ByteString data) {
    return Payload.newBuilder()
        .putMetadata("encoding", ByteString.copyFromUtf8(encoding))
        .setData(data)
        .build();
  }

  static Payload json(String text) {
    return payload("json/plain", ByteString.copyFromUtf8(text));
  }

  /** Payloads that no signal can be read from, by what is wrong with them. */
  static Map<String, List<Payload>> broken() {
    ByteString bytes = ByteString.fromHex("00ff10fec328");
    Map<String, List<Payload>> all = new LinkedHashMap<>();
    all.put("no metadata", List.of(Payload.newBuilder().setData(bytes).build()));
    all.put("raw bytes", List.of(payload("binary/plain", bytes)));
    all.put("unknown encoding", List.of(payload("binary/encrypted", bytes)));
    all.put("encoding that is no text", List.of(payload("\u0000\u001b[2J", bytes)));
    all.put("protobuf of nothing", List.of(payload("json/protobuf", bytes)));
    all.put("binary protobuf", List.of(payload("binary/protobuf", bytes)));
    all.put("bytes as JSON", List.of(payload("json/plain", bytes)));
    all.put("truncated", List.of(json("{\"text\":\"hel")));
    all.put("a list", List.of(json("[{\"text\":\"hello\"}]")));
    all.put("wrong types", List.of(json("{\"id\":{},\"text\":[1],\"by\":7,\"afterTurn\":\"x\"}")));
    all.put("a huge number", List.of(json("{\"id\":" + "9".repeat(70_000) + "}")));
    all.put("deep", List.of(json("{\"text\":" + "[".repeat(35_000) + "]".repeat(35_000) + "}")));
    all.put("control characters", List.of(json("{\"id\":\"a\\u0000\",\"text\":\"hello\"}")));
    all.put("half a character", List.of(json("{\"id\":\"\\ud800\",\"text\":\"hello\"}")));
    all.put("several", List.of(json("["), json("{\"text\":\"hello\"}"), json("7")));
    return all;
  }

  /** Sends one, and says whether the server took it. */
  boolean send(String id, String name, List<Payload> payloads) {
    try {
      var unused =
          lab.stubs()
              .blockingStub()
              .signalWorkflowExecution(
                  SignalWorkflowExecutionRequest.newBuilder()
                      .setNamespace(Lab.NAMESPACE)
                      .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(id))
                      .setSignalName(name)
                      .setRequestId(UUID.randomUUID().toString())
                      .setInput(Payloads.newBuilder().addAllPayloads(payloads))
                      .build());
      return true;
    } catch (StatusRuntimeException e) {
      if (REFUSED.contains(e.getStatus().getCode())) {
        return false;
      }
      throw e;
    }
  }

  /** Sends many, and says how many the server took. */
  int flood(String id, String name, List<Payload> payloads, int times) {
    int taken = 0;
    for (int i = 0; i < times; i++) {
      taken += send(id, name, payloads) ? 1 : 0;
    }
    return taken;
  }
}
