package dev.parley.cli.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The key of each model provider. Keys are looked for, never used or shown. */
final class ModelsProbe implements Probe {
  private static final int OLLAMA_PORT = 11434;
  private static final int PATIENCE_MILLIS = 1_000;

  private final Map<String, String> environment;

  ModelsProbe(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    findings.add(key("openai", "OPENAI_API_KEY"));
    findings.add(azure());
    findings.add(key("anthropic", "ANTHROPIC_API_KEY"));
    findings.add(key("gemini", "GEMINI_API_KEY"));
    findings.add(ollama());
    return findings;
  }

  private Finding key(String provider, String variable) {
    if (!has(variable)) {
      return Finding.missing(part(provider), "no key", set(variable));
    }
    String baseUrl = environment.getOrDefault(variable.replace("_API_KEY", "_BASE_URL"), "");
    return Finding.present(part(provider), baseUrl.isBlank() ? "key" : "key for " + baseUrl);
  }

  private Finding azure() {
    boolean key = has("AZURE_OPENAI_API_KEY");
    boolean endpoint = has("AZURE_OPENAI_ENDPOINT");
    if (key && endpoint) {
      return Finding.present(part("azure"), "key and endpoint");
    }
    if (key || endpoint) {
      return Finding.misconfigured(
          part("azure"),
          key ? "key, but no endpoint" : "endpoint, but no key",
          set(key ? "AZURE_OPENAI_ENDPOINT" : "AZURE_OPENAI_API_KEY"));
    }
    return Finding.missing(part("azure"), "no key", set("AZURE_OPENAI_API_KEY"));
  }

  private Finding ollama() {
    String host = environment.getOrDefault("OLLAMA_HOST", "");
    InetSocketAddress address = ollamaAddress(host.isBlank() ? "127.0.0.1" : host);
    try (Socket socket = new Socket()) {
      socket.connect(address, PATIENCE_MILLIS);
      return Finding.present(part("ollama"), "answers at " + shown(address));
    } catch (IOException e) {
      String detail = "nothing answers at " + shown(address);
      return host.isBlank()
          ? Finding.missing(part("ollama"), detail, "ollama serve")
          : Finding.misconfigured(part("ollama"), detail, "correct OLLAMA_HOST, or start it");
    }
  }

  /** {@code host}, {@code host:port} or {@code http://host:port}, as Ollama itself takes it. */
  static InetSocketAddress ollamaAddress(String host) {
    URI uri = URI.create(host.contains("://") ? host : "http://" + host);
    String name = uri.getHost() == null ? "127.0.0.1" : uri.getHost();
    return new InetSocketAddress(name, uri.getPort() < 0 ? OLLAMA_PORT : uri.getPort());
  }

  private static String shown(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }

  private boolean has(String variable) {
    return !environment.getOrDefault(variable, "").isBlank();
  }

  private static String part(String provider) {
    return "model " + provider;
  }

  private static String set(String variable) {
    return "export " + variable + "=…  (or a line in .parley/env)";
  }
}
