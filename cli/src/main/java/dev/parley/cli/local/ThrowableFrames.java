package dev.parley.cli.local;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import org.jspecify.annotations.Nullable;

/**
 * Shows an exception in a log by its classes and frames. Its message is left out: it may quote what
 * a model or a tool said.
 */
public final class ThrowableFrames extends ThrowableHandlingConverter {
  private static final int FRAMES = 30;
  private static final int CAUSES = 10;

  @Override
  public String convert(ILoggingEvent event) {
    return text(event.getThrowableProxy());
  }

  /** The exception and its causes, outermost first; empty for none. */
  static String text(@Nullable IThrowableProxy thrown) {
    StringBuilder text = new StringBuilder();
    IThrowableProxy current = thrown;
    for (int depth = 0; current != null && depth < CAUSES; depth++) {
      text.append(depth == 0 ? "" : "caused by ").append(current.getClassName()).append('\n');
      StackTraceElementProxy[] frames = current.getStackTraceElementProxyArray();
      int own = frames == null ? 0 : frames.length - current.getCommonFrames();
      for (int i = 0; frames != null && i < Math.min(own, FRAMES); i++) {
        text.append("    ").append(frames[i].getSTEAsString()).append('\n');
      }
      current = current.getCause();
    }
    return text.toString();
  }
}
