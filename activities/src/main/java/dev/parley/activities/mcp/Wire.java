package dev.parley.activities.mcp;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import io.modelcontextprotocol.spec.McpTransportSessionNotFoundException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/**
 * What the SDK's client lacks: requests that are told to the server as cancelled, and requests that
 * fail at once when the server ends. It knows which requests are open, and answers them itself
 * where the server does not.
 */
final class Wire implements McpClientTransport {

  private final McpClientTransport inner;
  private final Runnable changed;
  private final Runnable gone;
  private final Map<Object, JSONRPCRequest> open = new ConcurrentHashMap<>();
  private volatile UnaryOperator<Mono<JSONRPCMessage>> receiver = message -> message;

  /**
   * Wraps a transport.
   *
   * @param changed told when the server says that its tools have changed
   * @param gone told when the server has ended, or knows the session no more
   */
  Wire(McpClientTransport inner, Runnable changed, Runnable gone) {
    this.inner = inner;
    this.changed = changed;
    this.gone = gone;
  }

  @Override
  public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
    receiver = handler::apply;
    return inner.connect(messages -> messages.flatMap(this::received));
  }

  private Mono<JSONRPCMessage> received(JSONRPCMessage message) {
    return switch (message) {
      // What was cancelled may be answered all the same.
      case JSONRPCResponse answer when open.remove(answer.id()) == null -> Mono.empty();
      case JSONRPCNotification notification -> {
        if (notification.method().equals(McpSchema.METHOD_NOTIFICATION_TOOLS_LIST_CHANGED)) {
          changed.run();
        }
        yield Mono.empty();
      }
      default -> receiver.apply(Mono.just(message));
    };
  }

  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message) {
    if (message instanceof JSONRPCRequest request) {
      open.put(request.id(), request);
      return inner.sendMessage(message).doOnError(unsent -> open.remove(request.id()));
    }
    return inner.sendMessage(message);
  }

  @Override
  public void setExceptionHandler(Consumer<Throwable> handler) {
    inner.setExceptionHandler(
        trouble -> {
          switch (trouble) {
            case Broken.Gone ended -> {
              gone.run();
              List.copyOf(open.keySet()).forEach(id -> lose(id, Lost.GONE));
            }
            case Broken.TooLarge large -> lose(large.id(), Lost.TOO_LARGE);
            // The client would fail every open request before the one that has met it knows why.
            case McpTransportSessionNotFoundException forgotten -> gone.run();
            default -> handler.accept(trouble);
          }
        });
  }

  /** Tells the server that nobody waits for the request with these very parameters any more. */
  @SuppressWarnings("ReferenceEquality")
  void cancel(Object parameters) {
    for (JSONRPCRequest request : open.values()) {
      if (request.params() == parameters) {
        Map<String, Object> told = Map.of("requestId", request.id(), "reason", "cancelled");
        inner
            .sendMessage(new JSONRPCNotification("notifications/cancelled", told))
            .onErrorComplete()
            .subscribe();
        lose(request.id(), Lost.CANCELLED);
      }
    }
  }

  /** Answers in the place of the server. */
  private void lose(Object id, Lost why) {
    if (open.remove(id) != null) {
      JSONRPCError error = new JSONRPCError(McpSchema.ErrorCodes.INTERNAL_ERROR, "lost", why);
      receiver.apply(Mono.just(JSONRPCResponse.error(id, error))).subscribe();
    }
  }

  @Override
  public List<String> protocolVersions() {
    return inner.protocolVersions();
  }

  @Override
  public Mono<Void> closeGracefully() {
    return inner.closeGracefully();
  }

  @Override
  public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return inner.unmarshalFrom(data, type);
  }
}
