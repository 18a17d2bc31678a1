package io.github.jbuild.image;

import io.github.jbuild.core.JbuildException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Where finished images are kept, as far as reading them needs it: a container engine. */
public interface ImageStore {

  /**
   * The image behind a reference or ID, if the store has it.
   *
   * @throws JbuildException {@code ENVIRONMENT} if the store does not answer
   */
  Optional<Stored> find(String reference);

  /**
   * The image as a stream that {@code ImageArchive} reads, made while it is read. Closing it early
   * ends the transfer.
   *
   * @param id an image ID, so that a tag which moves meanwhile changes nothing
   * @throws JbuildException {@code ENVIRONMENT} if the store does not answer
   * @throws IOException if the connection fails
   */
  InputStream save(String id) throws IOException;

  /**
   * A container, running or not, if there is one of this name or ID.
   *
   * @throws JbuildException {@code ENVIRONMENT} if the store does not answer
   */
  Optional<Container> findContainer(String name);

  /**
   * The files of a container as they are now, as one tar that {@code ImageArchive.readExported}
   * reads; volumes are not part of it.
   *
   * @param id ID of the container
   * @throws JbuildException {@code ENVIRONMENT} if the store does not answer
   */
  InputStream export(String id) throws IOException;

  /**
   * A container.
   *
   * @param id its ID, 64 hexadecimal digits
   * @param config what it was started with
   */
  record Container(String id, ImageConfig config) {}

  /**
   * An image in a store.
   *
   * @param id image ID, {@code sha256:…}
   * @param bytes size of all layers unpacked
   */
  record Stored(String id, long bytes) {}
}
