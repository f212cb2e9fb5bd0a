// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Copies of the libraries' classes that call {@link InjectionPoints}. */
final class InstrumentedClasses {
  private static final String POINTS = InjectionPoints.class.getName().replace('.', '/');

  private InstrumentedClasses() {}

  /** Returns this class path, behind a new directory with the copies. */
  static String classPath() throws IOException {
    Path copies = Files.createTempDirectory("instrumented");
    String classPath = System.getProperty("java.class.path");
    for (String entry : classPath.split(File.pathSeparator)) {
      Path path = Path.of(entry);
      String name = String.valueOf(path.getFileName());
      if (name.equals("classes")) {
        copy(path, copies);
      } else if (name.matches("channel-(api|sync|async)-.*(?<!-tck)\\.jar")) {
        try (FileSystem jar = FileSystems.newFileSystem(path)) {
          copy(jar.getPath("/"), copies);
        }
      }
    }
    return copies + File.pathSeparator + classPath;
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> classes;
    try (Stream<Path> files = Files.walk(from)) {
      classes = files.filter(file -> isOfChannel(from, file)).toList();
    }
    for (Path file : classes) {
      Path copy = to.resolve(from.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.write(copy, instrumented(Files.readAllBytes(file)));
    }
  }

  private static boolean isOfChannel(Path root, Path file) {
    String name = root.relativize(file).toString();
    return name.startsWith("io") && name.endsWith(".class");
  }

  private static byte[] instrumented(byte[] original) {
    ClassReader reader = new ClassReader(original);
    ClassWriter writer = new ClassWriter(reader, 0); // a call without arguments needs no stack
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String type, String signature, String[] exceptions) {
            return new Steps(super.visitMethod(access, name, type, signature, exceptions));
          }
        },
        0);
    return writer.toByteArray();
  }

  private static final class Steps extends MethodVisitor {
    Steps(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    private void point(String method) {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, POINTS, method, "()V", false);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String type) {
      point("reached");
      super.visitFieldInsn(opcode, owner, name, type);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String type, boolean isInterface) {
      point("reached");
      super.visitMethodInsn(opcode, owner, name, type, isInterface);
    }

    @Override
    public void visitInsn(int opcode) {
      boolean isOfAnArray =
          (opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD)
              || (opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE);
      if (isOfAnArray || opcode == Opcodes.MONITORENTER || opcode == Opcodes.MONITOREXIT) {
        point("reached");
      }
      super.visitInsn(opcode);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      super.visitTypeInsn(opcode, type);
      if (opcode == Opcodes.NEW || opcode == Opcodes.ANEWARRAY) {
        point("allocating"); // after it: stack maps name the instruction of an uninitialized object
      }
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
      if (opcode == Opcodes.NEWARRAY) {
        point("allocating");
      }
      super.visitIntInsn(opcode, operand);
    }
  }
}
