package dev.parley.worker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Quiets what the Temporal SDK logs besides our own lines: each failed attempt with the stack of
 * its failure, and a lost connection once a poller; and what the MCP SDK logs at all. A level that
 * the log's configuration names stands.
 */
final class SdkLogs {

  private static final List<String> DOUBLES =
      List.of("io.temporal.internal.activity", "io.temporal.internal.worker.BasePoller");

  /** What servers say is words of conversations, and this SDK logs it. */
  private static final String MCP = "io.modelcontextprotocol";

  private SdkLogs() {}

  static void quiet() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
      DOUBLES.forEach(name -> quiet(logback.getLogger(name), Level.ERROR));
      quiet(logback.getLogger(MCP), Level.OFF);
    }
  }

  private static void quiet(Logger logger, Level level) {
    if (logger.getLevel() == null) {
      logger.setLevel(level);
    }
  }
}
