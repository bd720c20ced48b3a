package dev.parley.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLinesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void anExceptionIsLoggedWithoutItsWords(String kind) throws IOException, JoranException {
    String lines = log(kind, "worker");

    assertThat(lines)
        .contains("began c-1", "IllegalStateException", "LogLinesTest", "NumberFormatException")
        .doesNotContain("the prompt");
  }

  @Test
  void aJsonLineIsOneObject() throws IOException, JoranException {
    String[] lines = log("json", "worker").split("\n", -1);

    assertThat(lines).hasSize(2);
    assertThat(lines[0])
        .startsWith("{\"at\":\"")
        .contains("\"conversation\":\"c-1\"")
        .endsWith("}");
  }

  @Test
  void thereIsNoFileUntilThereIsSomethingToSay() throws JoranException {
    context("text", "cli").stop();

    assertThat(folder.resolve("cli.log").toFile().length()).isZero();
  }

  private String log(String kind, String process) throws IOException, JoranException {
    LoggerContext context = context(kind, process);
    Logger logger = context.getLogger("dev.parley.Something");
    context.getMDCAdapter().put("conversation", "c-1");
    logger.warn(
        "began {}",
        "c-1",
        new IllegalStateException("the prompt", new NumberFormatException("the prompt again")));
    context.getMDCAdapter().clear();
    context.stop();
    return Files.readString(folder.resolve(process + ".log"));
  }

  private LoggerContext context(String kind, String process) throws JoranException {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new ch.qos.logback.classic.util.LogbackMDCAdapter());
    context.putProperty("parley.log", "file");
    context.putProperty("parley.logs", folder.toString());
    context.putProperty("parley.process", process);
    context.putProperty("PARLEY_LOG", kind);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    URL file = Objects.requireNonNull(LogFile.class.getResource("/logback.xml"));
    configurator.doConfigure(file);
    return context;
  }
}
