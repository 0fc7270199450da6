
class Reader(Names):
    """And where they are used."""

    def __init__(self, project, path, tree):
        super().__init__(project, path, tree)
        self.sites = []
        self.open = []
        self.vendor = []
        self.kept = []
        self.used = set()

    def read(self):
        self.visit(self.tree, None, self.scope)
        for key, node, name, number in self.kept:
            if key not in self.used:
                self.site(node, "reference", name, number)

    def site(self, node, kind, name, number):
        event = self.project.sdks[number]["names"].get(name) if number is not None else None
        self.sites.append({"path": self.path, "line": node.lineno, "kind": kind, "name": name, "event": event})

    def visit(self, node, parent, scope):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            return
        if isinstance(node, ast.Call):
            self.call(node, scope)
        if isinstance(node, (ast.Name, ast.Attribute)) and isinstance(getattr(node, "ctx", None), ast.Load):
            self.named(node, parent, scope)
        inner = self.inner.get(node, scope) if node is not self.tree else scope
        around = set(map(id, outside(node))) if isinstance(node, SCOPES) else ()
        for field, child in ast.iter_fields(node):
            if field in ("annotation", "returns"):
                continue
            for one in child if isinstance(child, list) else [child]:
                if isinstance(one, ast.AST):
                    self.visit(one, node, scope if id(one) in around else inner)

    def call(self, node, scope):
        values = self.value(node.func, scope)
        for value in sorted(values, key=str):
            if value[0] == "event":
                self.mark(node.func, scope)
                self.site(node, "call", value[2], value[1])
            elif value[0] == "named":
                self.by_name(node)
            elif value[0] == "assertion" and node.args and isinstance(node.args[0], ast.Constant):
                self.sites.append({"path": self.path, "line": node.lineno, "kind": "assertion", "name": str(node.args[0].value), "event": None})
        func = node.func
        if isinstance(func, ast.Name) and func.id == "getattr" and len(node.args) > 1 and not isinstance(node.args[1], ast.Constant):
            if any(one[0] == "sdk" for one in self.value(node.args[0], scope)):
                self.open.append({"path": self.path, "line": node.lineno, "reason": "name"})
        if not values:
            self.vendor_call(node, scope)

    def by_name(self, node):
        names = node.args[:1] + [one.value for one in node.keywords if one.arg == "name"]
        name = names[0] if names else None
        if isinstance(name, ast.Constant) and isinstance(name.value, str):
            self.sites.append({"path": self.path, "line": node.lineno, "kind": "byName", "name": name.value, "event": None})
        else:
            self.open.append({"path": self.path, "line": node.lineno, "reason": "name"})

    def mark(self, node, scope):
        if isinstance(node, ast.Name):
            self.used.add((id(self.lookup(node.id, scope)), node.id))

    def named(self, node, parent, scope):
        if isinstance(parent, ast.Call) and parent.func is node:
            return
        if isinstance(parent, ast.Attribute) or isinstance(parent, (ast.Expr, ast.Compare, ast.UnaryOp)):
            return
        if isinstance(parent, (ast.If, ast.While, ast.IfExp, ast.Assert)) and parent.test is node:
            return
        is_alias = isinstance(parent, (ast.Assign, ast.NamedExpr)) and not scope.is_class and all(
            isinstance(one, ast.Name) for one in (parent.targets if isinstance(parent, ast.Assign) else [parent.target])
        )
        if is_alias:
            return
        values = self.value(node, scope)
        for value in sorted(values, key=str):
            if value[0] == "named":
                self.open.append({"path": self.path, "line": node.lineno, "reason": "name"})
            if value[0] != "event":
                if value[0] == "sdk" and value[2] == () and isinstance(parent, (ast.Call, ast.keyword)):
                    is_getattr = isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id in ("getattr", "hasattr")
                    if not is_getattr:
                        self.open.append({"path": self.path, "line": node.lineno, "reason": "sdk"})
                continue
            self.mark(node, scope)
            holder = self.default_of(node, parent)
            if holder is None:
                self.site(node, "reference", value[2], value[1])
            else:
                self.kept.append((holder, node, value[2], value[1]))

    def default_of(self, node, parent):
        """The parameter that this is the default of."""
        if not isinstance(parent, ast.arguments):
            return None
        owner = next((one for one in self.inner if getattr(one, "args", None) is parent), None)
        plain = parent.posonlyargs + parent.args
        pairs = list(zip(plain[len(plain) - len(parent.defaults) :], parent.defaults)) + list(zip(parent.kwonlyargs, parent.kw_defaults))
        for arg, default in pairs:
            if default is node:
                return (id(self.inner[owner]), arg.arg)
        return None

    def vendor_call(self, node, scope):
        func = node.func
        if not isinstance(func, ast.Attribute) or not any(func.attr in calls for calls in VENDOR_CALLS.values()):
            return
        owner = func.value
        written = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
        vendor = self.vendors().get(written, written.lower())
        if func.attr not in VENDOR_CALLS.get(vendor, ()):
            return
        texts = [one.value for one in node.keywords if one.arg in ("event", "event_name") ] + node.args[1:2] + node.args[:1]
        inner = [one.value for text in texts if isinstance(text, ast.Call) for one in text.keywords if one.arg == "event_type"]
        name = next((one.value for one in inner + texts if isinstance(one, ast.Constant) and isinstance(one.value, str)), None)
        self.vendor.append({"path": self.path, "line": node.lineno, "call": vendor + "." + func.attr, "name": name})

    def vendors(self):
        if not hasattr(self, "_vendors"):
            found = {}
            for node in ast.walk(self.tree):
                if isinstance(node, ast.Import):
                    for one in node.names:
                        vendor = VENDOR_MODULES.get(one.name.split(".")[0])
                        if vendor:
                            found[one.asname or one.name.split(".")[0]] = vendor
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    vendor = VENDOR_MODULES.get(node.module.split(".")[0])
                    if vendor:
                        for one in node.names:
                            found[one.asname or one.name] = vendor
            for node in ast.walk(self.tree):
                if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                    maker = node.value.func.id if isinstance(node.value.func, ast.Name) else None
                    if maker in found:
                        for target in node.targets:
                            name = target.id if isinstance(target, ast.Name) else getattr(target, "attr", None)
                            if name:
                                found[name] = found[maker]
            self._vendors = found
        return self._vendors


def main():
    sys.setrecursionlimit(5000)
    given = json.load(sys.stdin)
    project = Project(given)
    readers, failed = [], []
    for file in given["files"]:
        if project.sdk_of(file["path"]) is not None:
            continue
        try:
            reader = Reader(project, file["path"], ast.parse(file["text"]))
        except (SyntaxError, ValueError, RecursionError) as error:
            failed.append({"path": file["path"], "line": getattr(error, "lineno", None) or 1})
            continue
        project.scopes[file["path"]] = reader.scope
        readers.append(reader)
    for reader in readers:
        reader.read()
    answer = {
        "sites": [one for reader in readers for one in reader.sites],
        "open": [one for reader in readers for one in reader.open],
        "vendorCalls": [one for reader in readers for one in reader.vendor],
        "failed": failed,
    }
    sys.stdout.write(json.dumps(answer))


main()
