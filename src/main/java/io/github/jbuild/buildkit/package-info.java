/**
 * A client of BuildKit's gRPC API, without docker, buildx or any other program. Knows nothing of
 * jbuild but the values of {@code core}, and opens no port.
 *
 * <p>A build of a folder with Docker's engine:
 *
 * <pre>{@code
 * FileSource folder = new FolderSource(…);
 * FileSyncService files =
 *     new FileSyncService(Map.of("context", folder, "dockerfile", folder), TransferListener.NONE);
 * Session session = Session.of("app", "key-of-this-folder", List.of(files));
 * SolveSpec spec =
 *     SolveSpec.of(new DockerfileFrontend().platform("linux/arm64").target("runtime"))
 *         .export("moby", Map.of("name", "app:1"))
 *         .build();
 * Dialer dialer = new UnixSocketDialer(Path.of("/var/run/docker.sock"));
 * try (BuildKitClient client = BuildKitClient.connect(dialer, null)) {
 *   SolveResult result = client.solve(spec, session, status -> show(status));
 *   System.out.println(result.imageDigest().orElse("no image"));
 * } catch (SolveFailure failure) {
 *   System.err.println(failure.message());
 * }
 * }</pre>
 *
 * <p>With a stand-alone buildkitd use a {@link io.github.jbuild.buildkit.transport.TcpDialer#tls
 * TcpDialer}, and the exporters that it has: {@code image}, {@code oci}, {@code docker}, {@code
 * tar}, {@code local}.
 *
 * <ul>
 *   <li>{@code transport}: how BuildKit is reached, and the connection of a session
 *   <li>{@code session}: what a client offers while a build runs
 *   <li>{@code filesync}: the files of a build
 *   <li>{@code content}: caches in folders of the client
 * </ul>
 */
@NullMarked
package io.github.jbuild.buildkit;

import org.jspecify.annotations.NullMarked;
