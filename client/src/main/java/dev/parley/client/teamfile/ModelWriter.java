package dev.parley.client.teamfile;

import static dev.parley.client.teamfile.TeamFileWriter.put;
import static dev.parley.client.teamfile.TeamFileWriter.putAll;

import dev.parley.agents.ModelSpec;
import dev.parley.agents.ScriptedReply;
import dev.parley.agents.Usage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes models, briefly where they have nothing but a name. */
final class ModelWriter {

  private ModelWriter() {}

  static Object model(String name, ModelSpec spec) {
    if (spec.equals(ModelSpec.of(spec.provider(), spec.model()))
        && !spec.provider().equals(ModelSpec.SCRIPTED)) {
      return YamlText.literal(spec.label());
    }
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("provider", spec.provider());
    if (!(spec.provider().equals(ModelSpec.SCRIPTED) && spec.model().equals(name))) {
      out.put("model", YamlText.literal(spec.model()));
    }
    put(out, "temperature", spec.temperature());
    put(out, "maxTokens", spec.maxTokens());
    put(out, "timeout", time(spec.timeout()));
    put(out, "baseUrl", literal(spec.baseUrl()));
    if (!spec.headers().isEmpty()) {
      Map<String, Object> headers = new LinkedHashMap<>();
      spec.headers().forEach((header, value) -> headers.put(header, YamlText.literalButEnv(value)));
      out.put("headers", headers);
    }
    put(out, "apiKey", spec.apiKey());
    put(out, "retry", spec.retry() == null ? null : retry(spec.retry()));
    if (spec.fallback() != null) {
      putAll(out, "fallback", spec.fallback().to());
      putAll(out, "fallbackOn", spec.fallback().on());
    }
    put(out, "price", spec.price() == null ? null : price(spec.price()));
    if (!spec.replies().isEmpty()) {
      out.put("replies", spec.replies().stream().map(ModelWriter::reply).toList());
    }
    return out;
  }

  private static Map<String, Object> retry(ModelSpec.Retry retry) {
    Map<String, Object> out = new LinkedHashMap<>();
    put(out, "attempts", retry.attempts());
    put(out, "within", time(retry.within()));
    return out;
  }

  private static Map<String, Object> price(ModelSpec.Price price) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("input", price.input());
    put(out, "cached", price.cached());
    out.put("output", price.output());
    return out;
  }

  private static Object reply(ScriptedReply reply) {
    if (reply.say() != null && reply.equals(ScriptedReply.say(reply.say()))) {
      return YamlText.literal(reply.say());
    }
    Map<String, Object> out = new LinkedHashMap<>();
    put(out, "when", literal(reply.when()));
    put(out, "agent", reply.agent());
    if (reply.times() != 1) {
      out.put("times", reply.times() == 0 ? "any" : reply.times());
    }
    put(out, "say", literal(reply.say()));
    put(out, "thought", literal(reply.thought()));
    put(out, "delay", time(reply.delay()));
    put(out, "usage", reply.usage() == null ? null : usage(reply.usage()));
    put(out, "fail", reply.fail() == null ? null : fail(reply.fail()));
    if (!reply.calls().isEmpty()) {
      out.put("calls", reply.calls().stream().map(ModelWriter::call).toList());
    }
    return out;
  }

  private static Map<String, Object> call(ScriptedReply.Call call) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("tool", YamlText.literal(call.tool()));
    if (!call.arguments().equals("{}")) {
      out.put("arguments", FreeText.object(call.arguments()));
    }
    return out;
  }

  private static Map<String, Object> usage(Usage usage) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("input", usage.input());
    out.put("output", usage.output());
    if (usage.cached() > 0) {
      out.put("cached", usage.cached());
    }
    if (usage.reasoning() > 0) {
      out.put("reasoning", usage.reasoning());
    }
    return out;
  }

  private static Map<String, Object> fail(ScriptedReply.Failure fail) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("status", fail.status());
    put(out, "retryAfter", time(fail.retryAfter()));
    return out;
  }

  private static @Nullable String time(@Nullable Duration time) {
    return time == null ? null : Measures.write(time);
  }

  private static @Nullable String literal(@Nullable String text) {
    return text == null ? null : YamlText.literal(text);
  }
}
