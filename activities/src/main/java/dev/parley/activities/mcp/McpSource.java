package dev.parley.activities.mcp;

import dev.parley.activities.tools.Tool;
import dev.parley.activities.tools.ToolSource;
import dev.parley.agents.ToolSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tools of one MCP server. It is started or connected to when it is first needed, and again
 * when it has ended, each time later than the time before while it keeps ending.
 */
public final class McpSource implements ToolSource {

  private static final Logger LOG = LoggerFactory.getLogger(McpSource.class);

  /** How long somebody who needs the server waits for its next start. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final McpServer server;
  private final Catalog catalog;
  private final ReentrantLock lock = new ReentrantLock();
  private final Backoff backoff = new Backoff();
  private @Nullable Session session;
  private @Nullable Unreached last;
  private boolean closed;

  /** The tools of this server. Nothing is started yet. */
  public McpSource(McpServer server) {
    this.server = server;
    this.catalog = new Catalog(server, this);
  }

  @Override
  public Kind kind() {
    return Kind.MCP;
  }

  @Override
  public String name() {
    return server.name();
  }

  @Override
  public List<Tool> tools(ToolSpec spec) {
    try {
      return ask(catalog::tools);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("mcp.%s: interrupted".formatted(name()), e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new Unavailable("mcp.%s: %s".formatted(name(), e.getMessage()), e);
    }
  }

  @Override
  public Optional<String> problem() {
    try {
      var unused = ask(catalog::tools);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("mcp.%s: nobody waited for it".formatted(name()));
    } catch (Unavailable e) {
      return Optional.of(
          e.getCause() instanceof Unreached why ? why.told() : String.valueOf(e.getMessage()));
    } catch (Exception e) {
      return Optional.of("mcp.%s: %s".formatted(name(), e.getMessage()));
    }
  }

  /** Something that is asked of the server. */
  interface Question<T> {
    T ask(Session session) throws Exception;
  }

  /** Asks the server, a second time where it has not had the question. */
  <T> T ask(Question<T> question) throws Exception {
    try {
      return question.ask(live());
    } catch (Unsent e) {
      LOG.debug("mcp.{}: is asked again", name());
      catalog.changed();
      return question.ask(live());
    }
  }

  // --- Its life

  private Session live() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (closed) {
        throw new IllegalStateException("mcp.%s: the worker ends".formatted(name()));
      }
      if (session != null && session.isOpen()) {
        return session;
      }
      bury();
      return start();
    } finally {
      lock.unlock();
    }
  }

  private void bury() {
    if (session != null) {
      LOG.warn("mcp.{}: the connection has ended after {} s", name(), session.age().toSeconds());
      backoff.ended(session.age());
      session.close();
      session = null;
    }
  }

  private Session start() throws InterruptedException {
    Duration wait = backoff.remaining();
    if (last != null && wait.compareTo(PATIENCE) > 0) {
      throw new Unavailable(
          "%s. It is tried again in %d s".formatted(last.getMessage(), wait.toSeconds()), last);
    }
    Thread.sleep(wait);
    catalog.changed();
    try {
      Session fresh = Session.open(server, catalog::changed);
      LOG.info("mcp.{}: connected to {}", name(), server.reach());
      session = fresh;
      last = null;
      return fresh;
    } catch (Unreached e) {
      LOG.warn("{}", e.getMessage());
      backoff.ended(Duration.ZERO);
      last = e;
      throw new Unavailable(String.valueOf(e.getMessage()), e);
    }
  }

  /** The process id of the server that runs now, if it is a process of the worker's. */
  Optional<Long> pid() {
    lock.lock();
    try {
      return Optional.ofNullable(session).flatMap(Session::pid);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (session != null) {
        session.close();
        session = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
