// PowerShell's own engine and console, where there is no `pwsh`: the same command line, the same cmdlets.
return Microsoft.PowerShell.ConsoleShell.Start("", "", args);
