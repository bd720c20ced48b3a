package dev.parley.activities.models;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose models can be asked, and how each is addressed. Whoever is not here (vLLM, LM Studio, a
 * gateway) is {@code openai} with a {@code baseUrl}.
 */
enum Vendor {
  /** OpenAI, and every endpoint that a spec's {@code baseUrl} names. */
  OPENAI("openai", "OPENAI_API_KEY", "OPENAI_BASE_URL", "https://api.openai.com/v1"),
  /** Azure OpenAI; the model is the deployment's name. */
  AZURE("azure", "AZURE_OPENAI_API_KEY", "AZURE_OPENAI_ENDPOINT", null),
  /** Models on one's own machine. */
  OLLAMA("ollama", null, "OLLAMA_HOST", "http://127.0.0.1:11434"),
  /** Claude. */
  ANTHROPIC("anthropic", "ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL", "https://api.anthropic.com/v1"),
  /** Gemini, by the API of Google AI Studio. */
  GEMINI(
      "gemini",
      "GEMINI_API_KEY",
      "GEMINI_BASE_URL",
      "https://generativelanguage.googleapis.com/v1beta");

  private static final Pattern NO_PORT = Pattern.compile("^http://([^/:\\[]+|\\[[^\\]]+])(/.*)?$");

  private final String label;
  private final @Nullable String keyVariable;
  private final String addressVariable;
  private final @Nullable String address;

  Vendor(
      String label,
      @Nullable String keyVariable,
      String addressVariable,
      @Nullable String address) {
    this.label = label;
    this.keyVariable = keyVariable;
    this.addressVariable = addressVariable;
    this.address = address;
  }

  /** What stands before the colon in {@code PROVIDER:MODEL}. */
  String label() {
    return label;
  }

  Optional<String> keyVariable() {
    return Optional.ofNullable(keyVariable);
  }

  String addressVariable() {
    return addressVariable;
  }

  /** The vendor's own base URL, where it has one. */
  Optional<String> ownBase() {
    return Optional.ofNullable(address).map(this::base);
  }

  /** The base URL that a written address means. */
  String base(String written) {
    String plain = written.strip().replaceAll("/+$", "");
    return switch (this) {
      case OPENAI -> plain;
      case AZURE -> plain.contains("/openai") ? plain : plain + "/openai/v1";
      case OLLAMA -> ollama(plain);
      case ANTHROPIC -> plain.matches(".*/v\\d+[a-z0-9]*") ? plain : plain + "/v1";
      case GEMINI -> plain.matches(".*/v\\d+[a-z0-9]*") ? plain : plain + "/v1beta";
    };
  }

  /** What its API looks like. */
  Wire wire() {
    return switch (this) {
      case OPENAI, AZURE, OLLAMA -> new OpenAiWire(this);
      case ANTHROPIC -> new AnthropicWire();
      case GEMINI -> new GeminiWire();
    };
  }

  /** {@code OLLAMA_HOST} may lack scheme, host or port, or be the address a server listens on. */
  private static String ollama(String written) {
    String url = written.contains("://") ? written : "http://" + written;
    String reachable = url.replace("://:", "://127.0.0.1:").replace("://0.0.0.0", "://127.0.0.1");
    String withPort = NO_PORT.matcher(reachable).replaceFirst("http://$1:11434$2");
    return withPort.endsWith("/v1") ? withPort : withPort + "/v1";
  }

  /** The header that carries a key. */
  Map<String, String> authorization(String key) {
    return switch (this) {
      case OPENAI, OLLAMA -> Map.of("Authorization", "Bearer " + key);
      case AZURE -> Map.of("api-key", key);
      case ANTHROPIC -> Map.of("x-api-key", key);
      case GEMINI -> Map.of("x-goog-api-key", key);
    };
  }

  /** Whether answers are limited by the newer field, which counts reasoning too. */
  boolean limitsCompletion(String base, String model) {
    return this == AZURE
        || this == OPENAI && (ownBase().stream().anyMatch(base::equals) || reasons(model));
  }

  private static boolean reasons(String model) {
    return model.matches("(o\\d|gpt-5).*");
  }
}
