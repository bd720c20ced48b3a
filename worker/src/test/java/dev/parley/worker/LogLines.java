package dev.parley.worker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/**
 * Everything that is logged from INFO on while it is open, and what Parley itself logs from DEBUG
 * on, with levels, and exceptions with their messages.
 */
final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private static final String SDK = "io.temporal.internal";

  private final Logger logger;
  private final Level before;
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();

  private LogLines(Logger logger) {
    this.logger = logger;
    this.before = logger.getLevel();
    logger.setLevel(Level.INFO);
    sdk().setLevel(Level.INFO);
    parley().setLevel(Level.DEBUG);
    logger.addAppender(this);
    start();
  }

  static LogLines ofRoot() {
    return new LogLines((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME));
  }

  @Override
  protected void append(ILoggingEvent event) {
    StringBuilder line = new StringBuilder();
    line.append(event.getLevel()).append(' ').append(event.getMDCPropertyMap()).append(' ');
    line.append(event.getFormattedMessage());
    for (IThrowableProxy t = event.getThrowableProxy(); t != null; t = t.getCause()) {
      line.append('\n').append(t.getClassName()).append(": ").append(t.getMessage());
    }
    lines.add(line.toString());
  }

  private static Logger sdk() {
    return (Logger) LoggerFactory.getLogger(SDK);
  }

  private static Logger parley() {
    return (Logger) LoggerFactory.getLogger("dev.parley");
  }

  /** The lines of a level. */
  String text(Level level) {
    return lines.stream()
        .filter(line -> line.startsWith(level + " "))
        .collect(Collectors.joining("\n"));
  }

  String text() {
    return lines.stream().collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setLevel(before);
    sdk().setLevel(Level.ERROR);
    parley().setLevel(null);
    stop();
  }
}
