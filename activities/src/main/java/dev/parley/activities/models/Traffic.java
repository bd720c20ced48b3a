package dev.parley.activities.models;

import dev.parley.agents.ModelSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a worker sends the endpoints of models: so many calls at once, so many a minute, none while
 * an endpoint fails. Each endpoint is counted by itself; whoever waits blocks its thread only.
 */
final class Traffic {

  private final Map<String, ProviderLimits> limits;
  private final Map<String, EndpointTraffic> endpoints = new ConcurrentHashMap<>();

  /**
   * Traffic.
   *
   * @param limits by the provider's name
   */
  Traffic(Map<String, ProviderLimits> limits) {
    this.limits = Map.copyOf(limits);
  }

  /** The traffic to the endpoint that a spec names. */
  EndpointTraffic to(ModelSpec spec) {
    String url = spec.baseUrl() == null ? "" : "@" + spec.baseUrl();
    return endpoints.computeIfAbsent(
        spec.provider() + url,
        name -> new EndpointTraffic(HttpFailures.oneLine(name), limit(spec.provider())));
  }

  /** A script never has an outage, but for its tests. */
  private ProviderLimits limit(String provider) {
    return limits.getOrDefault(
        provider,
        provider.equals(ModelSpec.SCRIPTED) ? ProviderLimits.NONE : ProviderLimits.DEFAULT);
  }
}
