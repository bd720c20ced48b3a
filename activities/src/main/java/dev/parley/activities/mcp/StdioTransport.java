package dev.parley.activities.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Messages by the standard streams of a process, one a line. The SDK's own transport hands the
 * worker's whole environment on, logs what it reads, leaves children behind, and says nothing to
 * those who wait when the process ends.
 */
final class StdioTransport implements McpClientTransport {

  /** Bytes of one message at most. */
  static final int LONGEST = 8 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(StdioTransport.class);

  /** Messages that wait for a server that does not read. */
  private static final int WAITING = 256;

  /** The SDK numbers its requests by texts. */
  private static final String ID = "\"id\"\\s*:\\s*\"([^\"\\\\]{1,100})\"";

  private static final Pattern FIRST =
      Pattern.compile("^\\s*\\{(?:\\s*\"jsonrpc\"\\s*:\\s*\"2.0\"\\s*,)?\\s*" + ID);
  private static final Pattern LAST =
      Pattern.compile(",\\s*" + ID + "\\s*(?:,\\s*\"jsonrpc\"\\s*:\\s*\"2.0\"\\s*)?}\\s*$");

  private final String name;
  private final ServerProcess process;
  private final McpJsonMapper json;
  private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(WAITING);
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile Consumer<Throwable> trouble = broken -> {};

  StdioTransport(String name, ServerProcess process, McpJsonMapper json) {
    this.name = name;
    this.process = process;
    this.json = json;
  }

  @Override
  public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
    return Mono.fromRunnable(
        () -> {
          thread("reads", () -> read(handler));
          thread("writes", this::write);
        });
  }

  private void thread(String what, Runnable does) {
    Thread unused =
        Thread.ofPlatform().daemon().name("mcp %s %s".formatted(name, what)).start(does);
  }

  @Override
  public void setExceptionHandler(Consumer<Throwable> handler) {
    trouble = handler;
  }

  // --- From the server

  private void read(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
    Lines lines = new Lines(process.output(), LONGEST);
    try {
      for (Optional<Lines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
        if (line.get().end().isPresent()) {
          tooLarge(line.get());
        } else {
          message(line.get().text())
              .ifPresent(message -> handler.apply(Mono.just(message)).subscribe());
        }
      }
    } catch (IOException e) {
      LOG.debug("mcp.{}: its output was closed", name);
    } finally {
      end();
    }
  }

  /** What is no message is passed over: many a library greets on standard output. */
  private Optional<JSONRPCMessage> message(String line) {
    if (line.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(McpSchema.deserializeJsonRpcMessage(json, line));
    } catch (IOException | IllegalArgumentException e) {
      LOG.debug("mcp.{}: a line of {} characters is no message", name, line.length());
      return Optional.empty();
    }
  }

  private void tooLarge(Lines.Line line) throws IOException {
    String id =
        id(FIRST, line.text())
            .or(() -> id(LAST, line.end().orElse("")))
            .orElseThrow(
                () -> new IOException("nobody knows what a message of that size was about"));
    LOG.warn("mcp.{}: an answer of more than {} bytes was not read", name, LONGEST);
    trouble.accept(new Broken.TooLarge(id));
  }

  private static Optional<String> id(Pattern where, String part) {
    Matcher found = where.matcher(part);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private void end() {
    if (ended.compareAndSet(false, true)) {
      trouble.accept(new Broken.Gone());
    }
    waiting.clear();
    // Wakes the thread that writes.
    var unused = waiting.offer(new byte[0]);
    process.end(false);
  }

  // --- To the server

  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message) {
    return Mono.fromRunnable(
        () -> {
          byte[] line = line(message);
          if (ended.get()) {
            throw new NotSent("the server has ended");
          }
          if (!waiting.offer(line)) {
            throw new NotSent("the server takes no more messages");
          }
        });
  }

  private byte[] line(JSONRPCMessage message) {
    try {
      return (json.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("a message has always a JSON form", e);
    }
  }

  private void write() {
    try (OutputStream out = process.input()) {
      while (!ended.get()) {
        out.write(waiting.take());
        out.flush();
      }
    } catch (IOException e) {
      LOG.debug("mcp.{}: its input was closed", name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // --- End

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.fromRunnable(
        () -> {
          ended.set(true);
          process.end(true);
        });
  }

  @Override
  public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return json.convertValue(data, type);
  }

  /** Nothing has left the worker. */
  static final class NotSent extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotSent(String message) {
      super(message);
    }
  }
}
