package io.github.jbuild.engine.connect;

import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.RemoteApiVersion;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What docker-java must know. Its own configuration class also reads the environment, system
 * properties and credentials; here these are the business of other classes.
 */
@SuppressWarnings("deprecation") // the interface still speaks of its deprecated SSLConfig
public record EngineClientConfig(URI host, ApiVersion version) implements DockerClientConfig {

  @Override
  public URI getDockerHost() {
    return host;
  }

  @Override
  public RemoteApiVersion getApiVersion() {
    return RemoteApiVersion.create(version.major(), version.minor());
  }

  @Override
  public @Nullable AuthConfig effectiveAuthConfig(String imageName) {
    return null;
  }

  @Override
  public @Nullable AuthConfigurations getAuthConfigurations() {
    return null;
  }

  @Override
  public com.github.dockerjava.core.@Nullable SSLConfig getSSLConfig() {
    return null;
  }

  @Override
  public @Nullable String getRegistryUsername() {
    return null;
  }

  @Override
  public @Nullable String getRegistryPassword() {
    return null;
  }

  @Override
  public @Nullable String getRegistryEmail() {
    return null;
  }

  @Override
  public @Nullable String getRegistryUrl() {
    return null;
  }
}
