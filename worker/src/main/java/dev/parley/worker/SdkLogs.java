package dev.parley.worker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Quiets what the Temporal SDK logs besides our own lines: each failed attempt with the stack of
 * its failure, and a lost connection once a poller. A level that the log's configuration names
 * stands.
 */
final class SdkLogs {

  private static final List<String> DOUBLES =
      List.of("io.temporal.internal.activity", "io.temporal.internal.worker.BasePoller");

  private SdkLogs() {}

  static void quiet() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
      for (String name : DOUBLES) {
        Logger logger = logback.getLogger(name);
        if (logger.getLevel() == null) {
          logger.setLevel(Level.ERROR);
        }
      }
    }
  }
}
