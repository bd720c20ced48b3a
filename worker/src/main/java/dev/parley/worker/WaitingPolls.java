package dev.parley.worker;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;

/**
 * Lets polls, and reports of what was done, wait for a lost server instead of failing: a poll that
 * fails is tried again after a delay that doubles up to a minute, so that a worker would stand idle
 * long after the server is back.
 */
final class WaitingPolls implements ClientInterceptor {

  @Override
  public <Q, S> ClientCall<Q, S> interceptCall(
      MethodDescriptor<Q, S> method, CallOptions options, Channel next) {
    return next.newCall(method, waits(method) ? options.withWaitForReady() : options);
  }

  private static boolean waits(MethodDescriptor<?, ?> method) {
    String name = String.valueOf(method.getBareMethodName());
    return name.startsWith("Poll") || name.startsWith("Respond");
  }
}
