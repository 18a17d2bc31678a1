package io.github.jbuild.buildkit.session;

import io.github.jbuild.buildkit.transport.Connection;
import io.github.jbuild.buildkit.transport.Header;
import io.grpc.ServerServiceDefinition;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client offers to the engine during one build.
 *
 * @param id its identity: random, and never used twice
 * @param name for display, such as the context's folder
 * @param sharedKey the same for each build of one context folder on one machine: then the engine
 *     fetches only what has changed there; printable ASCII
 * @param services what is offered, besides health, which always is
 */
public record Session(String id, String name, String sharedKey, List<SessionService> services) {

  private static final SecureRandom RANDOM = new SecureRandom();

  public Session {
    name = name.replaceAll("[^ -~]", "_");
    List<SessionService> all = new ArrayList<>();
    all.add(new HealthService());
    services.stream().filter(service -> !(service instanceof HealthService)).forEach(all::add);
    services = List.copyOf(all);
  }

  /** A session with a random identity. */
  public static Session of(String name, String sharedKey, List<SessionService> services) {
    return new Session(
        new BigInteger(128, RANDOM).toString(Character.MAX_RADIX), name, sharedKey, services);
  }

  /**
   * Offers it to the engine.
   *
   * @throws IOException if the engine does not take it
   */
  public OpenSession open(Connection connection) throws IOException {
    List<ServerServiceDefinition> definitions =
        services.stream().map(SessionService::definition).toList();
    return OpenSession.serve(connection.openSession(headers()), definitions);
  }

  private List<Header> headers() {
    List<Header> headers = new ArrayList<>();
    headers.add(new Header("X-Docker-Expose-Session-Uuid", id));
    headers.add(new Header("X-Docker-Expose-Session-Name", name));
    headers.add(new Header("X-Docker-Expose-Session-Sharedkey", sharedKey));
    for (SessionService service : services) {
      for (String method : service.methods()) {
        headers.add(new Header("X-Docker-Expose-Session-Grpc-Method", "/" + method));
      }
    }
    return headers;
  }
}
