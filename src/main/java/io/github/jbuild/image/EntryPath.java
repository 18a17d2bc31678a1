package io.github.jbuild.image;

/** The path of a tar entry. */
public final class EntryPath {

  /** Linux takes no longer ones (PATH_MAX). */
  private static final int LONGEST = 4096;

  private EntryPath() {}

  /**
   * The absolute path that an extractor would give the entry below the root of the image; a leading
   * slash changes nothing.
   *
   * @throws MalformedImage if it leaves the image or is too long
   */
  public static String of(String name) throws MalformedImage {
    bounded(name);
    StringBuilder path = new StringBuilder(name.length() + 1);
    for (int begin = 0, end; begin <= name.length(); begin = end + 1) {
      int slash = name.indexOf('/', begin);
      end = slash < 0 ? name.length() : slash;
      String part = name.substring(begin, end);
      if (part.equals("..")) {
        throw new MalformedImage(
            "the name \""
                + MalformedImage.shown(name)
                + "\" contains \"..\" and could leave the image");
      }
      if (!part.isEmpty() && !part.equals(".")) {
        path.append('/').append(part);
      }
    }
    return path.isEmpty() ? "/" : path.toString();
  }

  /** A name that is not too long. */
  public static String bounded(String name) throws MalformedImage {
    if (name.length() > LONGEST) {
      throw new MalformedImage(
          String.format(
              "a name of %d characters, but Linux allows at most %d: %s",
              name.length(), LONGEST, MalformedImage.shown(name)));
    }
    return name;
  }

  /** The folder of an absolute path. */
  public static String folder(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  /** The last part of an absolute path; empty for the root. */
  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
