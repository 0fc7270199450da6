"""Where the functions of the generated package are used. Reads files as JSON from stdin, writes places as JSON to stdout."""

import ast
import json
import sys

VENDOR_MODULES = {
    "analytics": "analytics",
    "segment": "analytics",
    "segment_analytics": "analytics",
    "rudderstack": "rudderanalytics",
    "rudder_analytics": "rudderanalytics",
    "mixpanel": "mixpanel",
    "amplitude": "amplitude",
    "posthog": "posthog",
}
VENDOR_CALLS = {
    "analytics": ("track", "page", "screen"),
    "rudderanalytics": ("track", "page", "screen"),
    "mixpanel": ("track",),
    "amplitude": ("track",),
    "posthog": ("capture",),
}
ASSERTIONS = ("sent", "not_sent")
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Scope:
    def __init__(self, file, parent, node):
        self.file = file
        self.parent = parent
        self.is_class = isinstance(node, ast.ClassDef)
        self.names = {}
        self.stars = []
        self.elsewhere = {}

    def bind(self, name, value=None):
        target = self.elsewhere.get(name, self)
        target.names.setdefault(name, []).append(value or (lambda: set()))


class Project:
    def __init__(self, given):
        self.sdks = given["sdks"]
        self.paths = {file["path"] for file in given["files"]}
        self.scopes = {}
        self.answering = set()

    def sdk_of(self, path):
        for sdk in self.sdks:
            if sdk["folder"] is not None and path.startswith(sdk["folder"] + "/"):
                return sdk
        return None

    def module(self, parts, importer):
        """What a dotted name leads to: a part of an SDK, or a file of the project."""
        for end in range(len(parts), 0, -1):
            for sdk in self.sdks:
                if parts[end - 1] == sdk["package"] and fits(parts[:end], sdk["folder"]):
                    return ("sdk", self.sdks.index(sdk), tuple(parts[end:]))
        path = "/".join(parts)
        found = [one for one in self.paths if one in (path + ".py", path + "/__init__.py") or one.endswith(("/" + path + ".py", "/" + path + "/__init__.py"))]
        if not found:
            return None
        return ("module", max(found, key=lambda one: (common(one, importer), -len(one))))

    def relative(self, level, parts, importer):
        folder = importer.split("/")[:-1]
        folder = folder[: len(folder) - (level - 1)] if level > 1 else folder
        base = folder + parts
        for number, sdk in enumerate(self.sdks):
            own = None if sdk["folder"] is None else sdk["folder"].split("/")
            if own is not None and base[: len(own)] == own:
                return ("sdk", number, tuple(base[len(own) :]))
        path = "/".join(base)
        for one in (path + ".py", path + "/__init__.py"):
            if one in self.paths:
                return ("module", one)
        return ("folder", path)

    def attribute(self, value, name):
        if value[0] == "sdk":
            _, number, rest = value
            names = self.sdks[number]["names"]
            if name in names and (rest == () or rest[0] == "events" and len(rest) == 2):
                return {("event", number, name)}
            if rest == () and name == "track":
                return {("named", number)}
            if rest == ("testing",) and name == "record":
                return {("recorder",)}
            return {("sdk", number, rest + (name,))} if len(rest) < 2 else set()
        if value[0] == "recording" and name in ASSERTIONS:
            return {("assertion",)}
        if value[0] == "folder":
            found = self.relative(1, [name], value[1] + "/_")
            return set() if found[0] == "folder" and found[1] not in {one.rsplit("/", 1)[0] for one in self.paths} else {found}
        if value[0] == "module":
            scope = self.scopes.get(value[1])
            if scope is not None:
                found = self.values(scope, name)
                if found:
                    return found
            if value[1].endswith("/__init__.py"):
                inner = self.relative(1, [name], value[1])
                return set() if inner[0] == "folder" else {inner}
        return set()

    def values(self, scope, name):
        """All that a name bound in this very scope may mean."""
        key = (id(scope), name)
        if key in self.answering:
            return set()
        self.answering.add(key)
        try:
            found = set()
            for value in scope.names.get(name, ()):
                found |= value()
            if name not in scope.names:
                for star in scope.stars:
                    if star is not None:
                        found |= self.attribute(star, name)
            return found
        finally:
            self.answering.discard(key)


def fits(parts, folder):
    return folder is None or folder.split("/")[-len(parts) :] == list(parts)


def common(one, other):
    count = 0
    for left, right in zip(one.split("/"), other.split("/")):
        if left != right:
            break
        count += 1
    return count


class Names:
    """One file: what its names mean."""

    def __init__(self, project, path, tree):
        self.project = project
        self.path = path
        self.tree = tree
        self.inner = {}
        self.scope = self.enter(tree, None)

    def enter(self, node, parent):
        scope = Scope(self, parent, node)
        self.inner[node] = scope
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            self.parameters(node.args, scope, parent)
            body = node.body if isinstance(node.body, list) else [node.body]
        elif isinstance(node, COMPREHENSIONS):
            for one in node.generators:
                self.target(one.target, None, scope)
            body = list(ast.iter_child_nodes(node))
        else:
            body = node.body
        for one in body:
            self.elsewhere(one, scope)
        for one in body:
            self.collect(one, scope)
        return scope

    def elsewhere(self, node, scope):
        for one in walk_scope(node):
            if isinstance(one, (ast.Global, ast.Nonlocal)):
                for name in one.names:
                    outer = scope.parent
                    while outer is not None and outer.parent is not None and (isinstance(one, ast.Global) or name not in outer.names):
                        outer = outer.parent
                    if outer is not None:
                        scope.elsewhere[name] = outer

    def parameters(self, args, scope, outer):
        plain = args.posonlyargs + args.args
        defaults = [None] * (len(plain) - len(args.defaults)) + list(args.defaults)
        for arg, default in list(zip(plain, defaults)) + list(zip(args.kwonlyargs, args.kw_defaults)):
            scope.bind(arg.arg, None if default is None else self.later(default, outer))
        for arg in (args.vararg, args.kwarg):
            if arg is not None:
                scope.bind(arg.arg)

    def later(self, expression, scope):
        return lambda: self.value(expression, scope)

    def target(self, target, value, scope):
        if isinstance(target, ast.Name):
            scope.bind(target.id, value)
        elif isinstance(target, (ast.Tuple, ast.List)):
            for one in target.elts:
                self.target(one, None, scope)
        elif isinstance(target, ast.Starred):
            self.target(target.value, None, scope)

    def collect(self, node, scope):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            self.imported(node, scope)
        elif isinstance(node, SCOPES):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                scope.bind(node.name)
            self.enter(node, scope)
            for one in outside(node):
                self.collect(one, scope)
            return
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                self.assigned(target, node.value, scope)
        elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)) and node.value is not None:
            owner = scope
            while isinstance(node, ast.NamedExpr) and owner.parent is not None and owner in [self.inner.get(one) for one in self.inner if isinstance(one, COMPREHENSIONS)]:
                owner = owner.parent
            self.assigned(node.target, node.value, owner)
        elif isinstance(node, (ast.For, ast.AsyncFor)):
            self.target(node.target, None, scope)
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                if item.optional_vars is not None:
                    self.target(item.optional_vars, self.later(item.context_expr, scope), scope)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            scope.bind(node.name)
        elif isinstance(getattr(node, "name", None), str) and type(node).__name__.startswith("Match"):
            scope.bind(node.name)
        for one in ast.iter_child_nodes(node):
            self.collect(one, scope)

    def assigned(self, target, value, scope):
        pairs = isinstance(target, (ast.Tuple, ast.List)) and isinstance(value, (ast.Tuple, ast.List))
        if pairs and len(target.elts) == len(value.elts):
            for one, other in zip(target.elts, value.elts):
                self.assigned(one, other, scope)
        else:
            self.target(target, self.later(value, scope), scope)

    def imported(self, node, scope):
        project, path = self.project, self.path
        if isinstance(node, ast.Import):
            for name in node.names:
                parts = name.name.split(".")
                if name.asname:
                    scope.bind(name.asname, constant(lambda parts=parts: project.module(parts, path)))
                elif len(parts) == 1:
                    scope.bind(parts[0], constant(lambda parts=parts: project.module(parts, path)))
                else:
                    scope.bind(parts[0], lambda parts=parts: {("dotted", tuple(parts[:1]), tuple(parts))})
            return
        parts = node.module.split(".") if node.module else []

        def base():
            return project.relative(node.level, parts, path) if node.level else project.module(parts, path)

        for name in node.names:
            if name.name == "*":
                scope.stars.append(base())
                continue

            def value(name=name):
                origin = base()
                if origin is None:
                    found = project.module(parts + [name.name], path) if not node.level else None
                    return set() if found is None else {found}
                return project.attribute(origin, name.name)

            scope.bind(name.asname or name.name, value)

    def lookup(self, name, scope):
        at, first = scope, True
        while at is not None:
            if (first or not at.is_class) and (name in at.names and name not in at.elsewhere or at.parent is None):
                return at
            at, first = at.parent, False
        return self.scope

    def value(self, node, scope):
        if isinstance(node, ast.Name):
            owner = self.lookup(node.id, scope)
            return self.project.values(owner, node.id)
        if isinstance(node, ast.Attribute):
            found = set()
            for value in self.value(node.value, scope):
                if value[0] == "dotted":
                    found |= self.dotted(value, node.attr)
                else:
                    found |= self.project.attribute(value, node.attr)
            return found
        if isinstance(node, ast.IfExp):
            return self.value(node.body, scope) | self.value(node.orelse, scope)
        if isinstance(node, ast.BoolOp):
            return set().union(*[self.value(one, scope) for one in node.values])
        if isinstance(node, ast.NamedExpr):
            return self.value(node.value, scope)
        if isinstance(node, ast.Call):
            return self.called(node, scope)
        return set()

    def dotted(self, value, name):
        _, reached, parts = value
        owner = self.project.module(list(reached), self.path)
        found = set() if owner is None else self.project.attribute(owner, name)
        reached = reached + (name,)
        if parts[: len(reached)] == reached:
            module = self.project.module(list(reached), self.path)
            found |= {("dotted", reached, parts)} if module is None else {module}
        return found

    def called(self, node, scope):
        func = node.func
        name = func.id if isinstance(func, ast.Name) else func.attr if isinstance(func, ast.Attribute) else ""
        texts = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if name == "getattr" and isinstance(func, ast.Name) and len(node.args) > 1 and texts:
            return set().union(*[self.project.attribute(one, texts[0]) for one in self.value(node.args[0], scope)], set())
        if name == "import_module" and texts:
            found = self.project.module(texts[0].split("."), self.path)
            return set() if found is None else {found}
        return {("recording",)} if ("recorder",) in self.value(func, scope) else set()


def constant(find):
    def value():
        found = find()
        return set() if found is None else {found}

    return value


def outside(node):
    """What a scope has that is evaluated where it stands: decorators, defaults, bases, the first sequence of a comprehension."""
    if isinstance(node, COMPREHENSIONS):
        return [node.generators[0].iter]
    if isinstance(node, ast.ClassDef):
        return list(node.decorator_list) + list(node.bases) + list(node.keywords)
    found = list(getattr(node, "decorator_list", []))
    return found + [node.args]


def walk_scope(node):
    yield node
    for one in ast.iter_child_nodes(node):
        if not isinstance(one, SCOPES):
            yield from walk_scope(one)
